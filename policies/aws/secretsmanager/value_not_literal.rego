# METADATA
# title: Secret values are not written in the configuration
# description: >-
#   Looks for a literal in `secret_string` of a Secrets Manager version and in `value` of an SSM
#   parameter of type `SecureString`. A secret that is written here is one no more: everybody who
#   can read the repository knows it.
# custom:
#   severity: critical
#   category: secrets in configuration
#   unknown: pass
#   resources: [aws_secretsmanager_secret_version, aws_ssm_parameter]
#   remediation: |-
#     Take the value out and change it: it has been in version control and in the state. Write it by
#     hand or by a rotation function, with `lifecycle { ignore_changes = [secret_string] }`, or use
#     the write-only arguments with an ephemeral value.
#   aliases: []
#   references: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html"]
package provost.aws.secretsmanager.value_not_literal

import rego.v1

deny contains finding if {
	not generated
	some attribute in ["secret_string"]
	literal(input.resource.attributes[attribute])
	finding := {"message": "a literal secret stands in the configuration", "path": [attribute]}
}

deny contains finding if {
	not generated
	input.resource.attributes.type == "SecureString"
	literal(input.resource.attributes.value)
	finding := {"message": "a literal secret stands in the configuration", "path": ["value"]}
}

# Text that is known without asking anybody: it is written here or in a variable's default.
literal(value) if {
	is_string(value)
	value != ""
}

# The value is made up when it is applied, or read from where secrets are kept.
generated if {
	some type in [
		"random_password",
		"random_string",
		"data.aws_secretsmanager_random_password",
		"data.aws_secretsmanager_secret_version",
		"data.aws_ssm_parameter",
	]
	input.related[type]
}
