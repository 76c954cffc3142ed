# METADATA
# title: IAM policy does not allow reading all data
# description: >-
#   Looks for statements that allow reading objects, parameters, secrets or copies of databases
#   (`s3:GetObject`, `ssm:GetParameter`, `secretsmanager:GetSecretValue` …) on every resource,
#   without a condition. A leaked key then gives away all data of the account. `*` as the action
#   has rules of its own.
# custom:
#   severity: high
#   category: least privilege
#   resources: [aws_iam_policy, aws_iam_role_policy, aws_iam_user_policy, aws_iam_group_policy, aws_iam_role, aws_ssoadmin_permission_set_inline_policy, data.aws_iam_policy_document]
#   params:
#     actions: ["s3:GetObject", "ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "secretsmanager:GetSecretValue", "rds:CopyDBSnapshot", "rds:CreateDBSnapshot"]
#   remediation: |-
#     Name the buckets, parameters and secrets under `Resource`.
#   aliases: [CKV_AWS_288, AVD-AWS-0345]
#   references:
#     - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
package provost.aws.iam.data_reads_limited

import rego.v1

import data.provost.lib.iam
import data.provost.lib.values

deny contains finding if {
	some held in iam.permission_policies(input.resource)
	some statement in iam.statements(held.policy)
	iam.allows(statement)
	"*" in iam.resources(statement)
	some action in iam.actions(statement)
	dangerous(action)
	not statement.Condition
	finding := {"message": sprintf("a statement allows %s on every resource", [action]), "path": held.path}
}

deny contains finding if {
	block := input.resource.attributes.statement[i]
	iam.block_allows(block)
	"*" in values.as_list(block.resources)
	some action in values.as_list(block.actions)
	dangerous(action)
	not block.condition
	finding := {"message": sprintf("a statement allows %s on every resource", [action]), "path": ["statement", i, "actions"]}
}

meant := {lower(action) | some action in input.params.actions}

dangerous(action) if lower(action) in meant

# An action with wildcards takes in one of those that are meant.
dangerous(action) if {
	not action in {"*", "*:*"}
	regex.match(`[*?]`, action)
	pattern := concat("", ["^", replace(replace(lower(action), "*", ".*"), "?", "."), "$"])
	some name in meant
	regex.match(pattern, name)
}
