# METADATA
# title: IAM role is not assumable by a whole account
# description: >-
#   Looks at the trust policy for an account (`111122223333`, `arn:aws:iam::111122223333:root`)
#   as principal without a condition: every user and role of it that may call `sts:AssumeRole`
#   gets in. A condition, such as an external ID, passes.
# custom:
#   severity: medium
#   category: least privilege
#   resources: [aws_iam_role]
#   params: {}
#   remediation: |-
#     Name the roles that assume this one, or add a condition on `aws:PrincipalArn` or
#     `sts:ExternalId`.
#   aliases: [CKV_AWS_61]
#   references:
#     - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
package provost.aws.iam.role_trust_names_roles

import rego.v1

import data.provost.lib.iam
import data.provost.lib.values

deny contains finding if {
	some statement in iam.statements(input.resource.attributes.assume_role_policy)
	iam.allows(statement)
	not statement.Condition
	some principal in values.as_list(statement.Principal.AWS)
	is_string(principal)
	regex.match(`^([0-9]{12}|arn:aws[a-z-]*:iam::[0-9]{12}:root)$`, principal)
	finding := {"message": sprintf("every principal of %s may assume the role", [principal]), "path": ["assume_role_policy"]}
}
