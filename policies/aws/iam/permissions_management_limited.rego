# METADATA
# title: IAM policy limits who may change permissions
# description: >-
#   Looks for statements that allow, on every resource and without a condition, actions that
#   change who may do what: policies of IAM, buckets, queues, topics, keys, functions and
#   repositories.
# custom:
#   severity: medium
#   category: least privilege
#   resources: [aws_iam_policy, aws_iam_role_policy, aws_iam_user_policy, aws_iam_group_policy, aws_iam_role, aws_ssoadmin_permission_set_inline_policy, data.aws_iam_policy_document]
#   params:
#     actions: ["ecr:SetRepositoryPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:CreateRole", "iam:CreateUser", "iam:DeletePolicy", "iam:PassRole", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:UpdateAssumeRolePolicy", "kms:CreateGrant", "kms:PutKeyPolicy", "lambda:AddPermission", "s3:BypassGovernanceRetention", "s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock", "s3:PutObjectAcl", "secretsmanager:PutResourcePolicy", "sns:AddPermission", "sqs:AddPermission"]
#   remediation: |-
#     Name the resources whose permissions may be changed.
#   aliases: [CKV_AWS_289]
#   references:
#     - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
package provost.aws.iam.permissions_management_limited

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
