# METADATA
# title: Password policy needs 14 characters
# description: >-
#   Looks at `minimum_password_length` of the account's password policy. Short passwords of IAM
#   users are guessed. AWS's default is 8 characters.
# custom:
#   severity: medium
#   category: authentication
#   resources: [aws_iam_account_password_policy]
#   params: {"min_length": 14}
#   remediation: |-
#     Set `minimum_password_length = 14` or more; it holds from the next change of each password.
#   aliases: [CKV_AWS_10, AVD-AWS-0063]
#   references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"]
package provost.aws.iam.password_length_sufficient

import rego.v1

import data.provost.lib.values

deny contains finding if {
	number := values.number(input.resource.attributes.minimum_password_length)
	number < input.params.min_length
	finding := {"message": sprintf("passwords may have %v characters", [number]), "path": ["minimum_password_length"]}
}

deny contains finding if {
	not declared
	finding := {"message": "no minimum length is set", "path": ["minimum_password_length"]}
}

declared if values.present(input.resource.attributes.minimum_password_length)
