# METADATA
# title: Repository is not public
# description: >-
#   A repository without `visibility` is public: everybody reads its code, issues and history.
#   Whether that is meant should be said by an exception.
# custom:
#   severity: high
#   category: public exposure
#   resources: [github_repository]
#   params: {}
#   remediation: |-
#     Set the visibility:
#
#       visibility = "private"
#   aliases: [CKV_GIT_1, AVD-GIT-0001]
#   references:
#     - https://registry.terraform.io/providers/integrations/github/latest/docs/resources/repository
package provost.github.repository.private

import rego.v1

import data.provost.lib.values

deny contains finding if {
	input.resource.attributes.visibility == "public"
	finding := {"message": "repository is public", "path": ["visibility"]}
}

deny contains finding if {
	not values.present(input.resource.attributes.visibility)
	not values.is_true(input.resource.attributes["private"])
	finding := {"message": "repository is public, as nothing says otherwise", "path": ["visibility"]}
}
