# METADATA
# title: AdministratorAccess is not attached
# description: >-
#   Looks for the AWS managed policy `AdministratorAccess` in attachments to roles, users, groups
#   and permission sets, in `managed_policy_arns` of a role, and through the `aws_iam_policy` data
#   source. It allows everything, for ever.
# custom:
#   severity: high
#   category: least privilege
#   resources: [aws_iam_role, aws_iam_policy_attachment, aws_iam_role_policy_attachment, aws_iam_user_policy_attachment, aws_iam_group_policy_attachment, aws_ssoadmin_managed_policy_attachment]
#   remediation: |-
#     Attach a policy with the rights that are used. Keep administration to a role that people
#     assume with MFA for a limited time, outside this configuration or under a waiver.
#   aliases: [CKV_AWS_274]
#   references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html"]
package provost.aws.iam.administrator_access_not_attached

import rego.v1

# An attachment that refers to a policy of this configuration names none of AWS.
deny contains finding if {
	not input.related.aws_iam_policy
	some attribute in ["policy_arn", "managed_policy_arn"]
	administrator(input.resource.attributes[attribute])
	finding := {"message": "AdministratorAccess is attached", "path": [attribute]}
}

deny contains finding if {
	administrator(input.resource.attributes.managed_policy_arns[i])
	finding := {"message": "AdministratorAccess is attached", "path": ["managed_policy_arns", i]}
}

# The policy is looked up by its name.
deny contains finding if {
	input.resource.type != "aws_iam_role"
	input.related["data.aws_iam_policy"][_].attributes.name == "AdministratorAccess"
	finding := {"message": "AdministratorAccess is attached", "path": ["policy_arn"]}
}

administrator(arn) if {
	is_string(arn)
	endswith(arn, ":iam::aws:policy/AdministratorAccess")
}
