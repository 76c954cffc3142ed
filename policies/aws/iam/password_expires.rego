# METADATA
# title: Password policy expires passwords in 90 days
# description: >-
#   Looks at `max_password_age` of the account's password policy. A password that leaked works until
#   it is changed. The provider's default never expires one.
# custom:
#   severity: medium
#   category: authentication
#   resources: [aws_iam_account_password_policy]
#   params: {"max_days": 90}
#   remediation: |-
#     Set `max_password_age = 90` or less. Better still, let people sign in through IAM Identity
#     Center, without passwords of IAM users.
#   aliases: [CKV_AWS_9, AVD-AWS-0062]
#   references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"]
package provost.aws.iam.password_expires

import rego.v1

import data.provost.lib.values

deny contains finding if {
	number := values.number(input.resource.attributes.max_password_age)
	number > input.params.max_days
	finding := {"message": sprintf("passwords are valid for %v days", [number]), "path": ["max_password_age"]}
}

deny contains finding if {
	not declared
	finding := {"message": "passwords never expire", "path": ["max_password_age"]}
}

declared if values.present(input.resource.attributes.max_password_age)

# 0 means never.
deny contains finding if {
	values.number(input.resource.attributes.max_password_age) == 0
	finding := {"message": "passwords never expire", "path": ["max_password_age"]}
}
