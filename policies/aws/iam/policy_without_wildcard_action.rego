# METADATA
# title: IAM policy does not use a wildcard action
# description: >-
#   Looks for statements that allow the action `*`, on whatever resource, in managed policies and
#   inline policies of roles, users, groups and permission sets. It includes actions that AWS has
#   yet to invent.
# custom:
#   severity: high
#   category: least privilege
#   resources: [aws_iam_policy, aws_iam_role_policy, aws_iam_user_policy, aws_iam_group_policy, aws_iam_role, aws_ssoadmin_permission_set_inline_policy]
#   remediation: |-
#     List the actions that are used; a wildcard inside one service (`s3:Get*`) is not at fault
#     here.
#   aliases: [CKV_AWS_63]
#   references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege"]
package provost.aws.iam.policy_without_wildcard_action

import rego.v1

import data.provost.lib.iam

deny contains finding if {
	some held in iam.permission_policies(input.resource)
	some statement in iam.statements(held.policy)
	iam.allows(statement)
	iam.every_action(iam.actions(statement))
	finding := {"message": "a statement allows every action", "path": held.path}
}
