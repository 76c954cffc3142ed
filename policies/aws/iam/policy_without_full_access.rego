# METADATA
# title: "IAM policy does not grant full admin (* on *)"
# description: >-
#   Looks for statements that allow `*` on `*`, in managed policies and inline policies of roles,
#   users, groups and permission sets, however the JSON is written. Whoever holds such a policy, or
#   code that runs with it, owns the account.
# custom:
#   severity: critical
#   category: least privilege
#   resources: [aws_iam_policy, aws_iam_role_policy, aws_iam_user_policy, aws_iam_group_policy, aws_iam_role, aws_ssoadmin_permission_set_inline_policy]
#   remediation: |-
#     List the actions that are used, as IAM Access Analyzer or the service's last-accessed data
#     tell, and the ARNs they are used on. For administration attach `AdministratorAccess` to a role
#     that people assume for a while.
#   aliases: [CKV_AWS_62]
#   references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege"]
package provost.aws.iam.policy_without_full_access

import rego.v1

import data.provost.lib.iam

deny contains finding if {
	some held in iam.permission_policies(input.resource)
	some statement in iam.statements(held.policy)
	iam.allows(statement)
	iam.every_action(iam.actions(statement))
	"*" in iam.resources(statement)
	finding := {"message": "a statement allows every action on every resource", "path": held.path}
}
