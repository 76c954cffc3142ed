# METADATA
# title: Protected branch takes signed commits only
# description: >-
#   A commit names any author that its maker types. A signature shows that the author held the key.
# custom:
#   severity: medium
#   category: change control
#   resources: [github_branch_protection, github_branch_protection_v3]
#   params: {}
#   remediation: |-
#     Ask for signatures:
#
#       require_signed_commits = true
#   aliases: [CKV_GIT_6, AVD-GIT-0004]
#   references:
#     - https://registry.terraform.io/providers/integrations/github/latest/docs/resources/branch_protection
package provost.github.branch.commits_signed

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.require_signed_commits)
	finding := {"message": "commits need no signature", "path": ["require_signed_commits"]}
}
