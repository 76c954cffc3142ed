# METADATA
# title: Password policy needs a symbol
# description: >-
#   Looks at `require_symbols` of the account's password policy: passwords of IAM users must hold a
#   symbol. The provider's default is off.
# custom:
#   severity: medium
#   category: authentication
#   resources: [aws_iam_account_password_policy]
#   remediation: |-
#     Set `require_symbols = true`; it holds from the next change of each password.
#   aliases: [CKV_AWS_14, AVD-AWS-0060]
#   references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"]
package provost.aws.iam.password_symbols_required

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.require_symbols)
	finding := {"message": "passwords need no symbol", "path": ["require_symbols"]}
}
