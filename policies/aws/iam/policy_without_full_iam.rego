# METADATA
# title: IAM policy does not grant full IAM rights
# description: >-
#   Looks for statements that allow `iam:*` or `*`, in JSON policies and in
#   `aws_iam_policy_document`. Whoever may change every role and policy can give himself every other
#   right.
# custom:
#   severity: high
#   category: least privilege
#   resources: [aws_iam_policy, aws_iam_role_policy, aws_iam_user_policy, aws_iam_group_policy, aws_iam_role, aws_ssoadmin_permission_set_inline_policy, data.aws_iam_policy_document]
#   remediation: |-
#     List the IAM actions that are used, such as `iam:PassRole` on one role. Whoever may do
#     everything in IAM can give himself any other right.
#   aliases: [CKV2_AWS_40]
#   references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html"]
package provost.aws.iam.policy_without_full_iam

import rego.v1

import data.provost.lib.iam

deny contains finding if {
	some held in iam.permission_policies(input.resource)
	some statement in iam.statements(held.policy)
	iam.allows(statement)
	some action in iam.actions(statement)
	action in everything
	finding := {"message": "a statement allows every IAM action", "path": held.path}
}

deny contains finding if {
	block := input.resource.attributes.statement[i]
	iam.block_allows(block)
	action := block.actions[_]
	action in everything
	finding := {"message": "a statement allows every IAM action", "path": ["statement", i, "actions"]}
}

everything := {"*", "*:*", "iam:*", "IAM:*"}
