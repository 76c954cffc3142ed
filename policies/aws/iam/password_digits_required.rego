# METADATA
# title: Password policy needs a digit
# description: >-
#   Looks at `require_numbers` of the account's password policy: passwords of IAM users must hold a
#   digit. The provider's default is off.
# custom:
#   severity: medium
#   category: authentication
#   resources: [aws_iam_account_password_policy]
#   remediation: |-
#     Set `require_numbers = true`; it holds from the next change of each password.
#   aliases: [CKV_AWS_12, AVD-AWS-0059]
#   references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"]
package provost.aws.iam.password_digits_required

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.require_numbers)
	finding := {"message": "passwords need no digit", "path": ["require_numbers"]}
}
