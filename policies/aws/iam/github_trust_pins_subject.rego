# METADATA
# title: GitHub OIDC trust policy pins the subject claim
# description: >-
#   Looks at statements that trust GitHub's OIDC provider: without a condition on
#   `token.actions.githubusercontent.com:sub` that names an organisation and a repository,
#   workflows of every repository on GitHub may assume the role.
# custom:
#   severity: high
#   category: least privilege
#   resources: [data.aws_iam_policy_document, aws_iam_role]
#   params: {}
#   remediation: |-
#     Add a condition:
#
#       condition {
#         test     = "StringEquals"
#         variable = "token.actions.githubusercontent.com:sub"
#         values   = ["repo:acme/shop:ref:refs/heads/main"]
#       }
#   aliases: [CKV_AWS_358]
#   references:
#     - https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
package provost.aws.iam.github_trust_pins_subject

import rego.v1

import data.provost.lib.iam
import data.provost.lib.values

subject := "token.actions.githubusercontent.com:sub"

deny contains finding if {
	block := input.resource.attributes.statement[i]
	iam.block_allows(block)
	some principal in block.principals
	lower(principal.type) == "federated"
	some identifier in values.as_list(principal.identifiers)
	github(identifier)
	not block_pinned(block)
	finding := {"message": "workflows of any repository may assume the role", "path": ["statement", i]}
}

deny contains finding if {
	some statement in iam.statements(input.resource.attributes.assume_role_policy)
	iam.allows(statement)
	some principal in values.as_list(statement.Principal.Federated)
	github(principal)
	not pinned(statement)
	finding := {"message": "workflows of any repository may assume the role", "path": ["assume_role_policy"]}
}

github(identifier) if contains(identifier, "token.actions.githubusercontent.com")

block_pinned(block) if {
	some condition in block.condition
	startswith(lower(condition.test), "string")
	not contains(lower(condition.test), "not")
	lower(condition.variable) == subject
	narrow(values.as_list(condition.values))
}

pinned(statement) if {
	some operator, keys in statement.Condition
	startswith(lower(operator), "string")
	not contains(lower(operator), "not")
	some key, wanted in keys
	lower(key) == subject
	narrow(values.as_list(wanted))
}

# Each names an organisation and at least the start of a repository.
narrow(wanted) if {
	count(wanted) > 0
	every value in wanted {
		regex.match(`^([a-z_]+:)?[A-Za-z0-9][A-Za-z0-9_.-]*/`, trim_prefix(value, "repo:"))
	}
}
