# METADATA
# title: Protected branch needs two approvals
# description: >-
#   With one approval a stolen account and one careless reviewer are enough to change the code. The
#   provider's default, where reviews are required at all, is one.
# custom:
#   severity: medium
#   category: change control
#   resources: [github_branch_protection, github_branch_protection_v3]
#   params: {min_approvals: 2}
#   remediation: |-
#     Ask for two:
#
#       required_pull_request_reviews {
#         required_approving_review_count = 2
#       }
#   aliases: [CKV_GIT_5]
#   references:
#     - https://registry.terraform.io/providers/integrations/github/latest/docs/resources/branch_protection
package provost.github.branch.approvals_sufficient

import rego.v1

import data.provost.lib.values

enough if {
	some review in input.resource.attributes.required_pull_request_reviews
	values.number(review.required_approving_review_count) >= input.params.min_approvals
}

deny contains finding if {
	not enough
	finding := {
		"message": sprintf("fewer than %d approvals are required", [input.params.min_approvals]),
		"path": ["required_pull_request_reviews", 0, "required_approving_review_count"],
	}
}
