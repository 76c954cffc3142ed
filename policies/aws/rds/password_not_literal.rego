# METADATA
# title: RDS master password is not written in the configuration
# description: >-
#   Looks for a password of an instance or cluster that is a literal string, or comes from a
#   variable's default or a local. Everybody who can read the repository knows it, and it stays in
#   the history. A variable without a default, a generated password or a secret is not a literal.
# custom:
#   severity: critical
#   category: secrets in configuration
#   unknown: pass
#   resources: [aws_db_instance, aws_rds_cluster]
#   remediation: |-
#     Take the value out and change the password: it has been in version control and in the state.
#     Let RDS keep it in Secrets Manager with `manage_master_user_password = true`, or hand it in
#     through a variable marked `sensitive` without a default.
#   aliases: []
#   references: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html"]
package provost.aws.rds.password_not_literal

import rego.v1

deny contains finding if {
	not generated
	some attribute in ["password", "master_password"]
	literal(input.resource.attributes[attribute])
	finding := {"message": "a literal password stands in the configuration", "path": [attribute]}
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
