# METADATA
# title: IAM role trusts only named principals
# description: >-
#   Looks at `assume_role_policy` for statements that let every principal (`*`) assume the role
#   without a condition that holds them to an account, an organisation or a resource.
# custom:
#   severity: high
#   category: least privilege
#   resources: [aws_iam_role]
#   remediation: |-
#     Name the account, role or service under `Principal`; for a whole organisation add a condition
#     on `aws:PrincipalOrgID`.
#   aliases: [CKV_AWS_60]
#   references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"]
package provost.aws.iam.role_trust_names_principals

import rego.v1

import data.provost.lib.iam

deny contains finding if {
	some statement in iam.statements(input.resource.attributes.assume_role_policy)
	iam.allows(statement)
	iam.any_principal(statement)
	not iam.narrowed(statement)
	finding := {"message": "every principal may assume the role", "path": ["assume_role_policy"]}
}
