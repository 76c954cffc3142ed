# METADATA
# title: Password policy needs an uppercase letter
# description: >-
#   Looks at `require_uppercase_characters` of the account's password policy: passwords of IAM users
#   must hold an uppercase letter. The provider's default is off.
# custom:
#   severity: medium
#   category: authentication
#   resources: [aws_iam_account_password_policy]
#   remediation: |-
#     Set `require_uppercase_characters = true`; it holds from the next change of each password.
#   aliases: [CKV_AWS_15, AVD-AWS-0061]
#   references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"]
package provost.aws.iam.password_uppercase_required

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.require_uppercase_characters)
	finding := {"message": "passwords need no uppercase letter", "path": ["require_uppercase_characters"]}
}
