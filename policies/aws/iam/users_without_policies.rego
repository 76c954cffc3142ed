# METADATA
# title: IAM policies attach to groups or roles, not users
# description: >-
#   Looks for inline policies and attachments of single users, and for `users` in an
#   `aws_iam_policy_attachment`. Rights that hang on persons are forgotten when they change duties.
# custom:
#   severity: low
#   category: least privilege
#   resources: [aws_iam_user_policy, aws_iam_user_policy_attachment, aws_iam_policy_attachment]
#   remediation: |-
#     Attach the policy to a group, and put users in it with `aws_iam_user_group_membership`; better
#     still, let people sign in through a role or IAM Identity Center.
#   aliases: [CKV_AWS_40, AVD-AWS-0143]
#   references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"]
package provost.aws.iam.users_without_policies

import rego.v1

deny contains finding if {
	input.resource.type in {"aws_iam_user_policy", "aws_iam_user_policy_attachment"}
	finding := {"message": "rights are given to a user in place of a group or role", "path": ["user"]}
}

deny contains finding if {
	input.resource.type == "aws_iam_policy_attachment"
	input.resource.attributes.users[_]
	finding := {"message": "rights are given to a user in place of a group or role", "path": ["users"]}
}
