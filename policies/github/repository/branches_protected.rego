# METADATA
# title: Repository has a protected branch
# description: >-
#   Without branch protection or a ruleset whoever may push may push to the default branch,
#   unreviewed. Looked for among the protections and rulesets that refer to the repository in the
#   same configuration.
# custom:
#   severity: medium
#   category: change control
#   resources: [github_repository]
#   params: {}
#   remediation: |-
#     Protect the default branch:
#
#       resource "github_branch_protection" "main" {
#         repository_id = github_repository.app.node_id
#         pattern       = "main"
#       }
#   aliases: [CKV2_GIT_1]
#   references:
#     - https://registry.terraform.io/providers/integrations/github/latest/docs/resources/branch_protection
#     - https://registry.terraform.io/providers/integrations/github/latest/docs/resources/repository_ruleset
package provost.github.repository.branches_protected

import rego.v1

import data.provost.lib.values

applicable if not values.is_true(input.resource.attributes.archived)

kinds := ["github_branch_protection", "github_branch_protection_v3", "github_repository_ruleset"]

protected if {
	some kind in kinds
	count(input.related[kind]) > 0
}

deny contains finding if {
	applicable
	not protected
	finding := {"message": "no branch of the repository is protected", "path": []}
}
