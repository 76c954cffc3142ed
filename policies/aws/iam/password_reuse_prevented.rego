# METADATA
# title: Password policy prevents reuse
# description: >-
#   Looks at `password_reuse_prevention` of the account's password policy: how many earlier
#   passwords a user may not take again. The provider's default remembers none.
# custom:
#   severity: medium
#   category: authentication
#   resources: [aws_iam_account_password_policy]
#   params: {"min_remembered": 24}
#   remediation: |-
#     Set `password_reuse_prevention = 24`, the most that AWS remembers.
#   aliases: [CKV_AWS_13]
#   references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"]
package provost.aws.iam.password_reuse_prevented

import rego.v1

import data.provost.lib.values

deny contains finding if {
	number := values.number(input.resource.attributes.password_reuse_prevention)
	number < input.params.min_remembered
	finding := {"message": sprintf("only %v earlier passwords are remembered", [number]), "path": ["password_reuse_prevention"]}
}

deny contains finding if {
	not declared
	finding := {"message": "earlier passwords may be used again", "path": ["password_reuse_prevention"]}
}

declared if values.present(input.resource.attributes.password_reuse_prevention)
