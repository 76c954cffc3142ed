# METADATA
# title: Lambda environment holds no secrets
# description: >-
#   Looks at the values of `environment.variables` for access keys and private keys. The environment
#   can be read by everybody who may describe the function, and stands in the state file.
# custom:
#   severity: high
#   category: secrets in configuration
#   resources: [aws_lambda_function]
#   params: {"secret_patterns": ["(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)", "-----BEGIN [A-Z ]*PRIVATE KEY-----"]}
#   remediation: |-
#     Take the secret out and revoke it: it has been in version control and in the state. Give the
#     function a role, and let it read what else it needs from Secrets Manager when it starts.
#   aliases: [CKV_AWS_45]
#   references: ["https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html"]
package provost.aws.lambda.environment_without_secrets

import rego.v1

deny contains finding if {
	value := input.resource.attributes.environment[i].variables[name]
	is_string(value)
	some pattern in input.params.secret_patterns
	regex.match(pattern, value)
	finding := {
		"message": sprintf("the environment variable %s holds a secret", [name]),
		"path": ["environment", i, "variables", name],
	}
}

# The secret half of an access key is told by the name it goes under.
deny contains finding if {
	value := input.resource.attributes.environment[i].variables[name]
	is_string(value)
	contains(lower(name), "secret")
	regex.match(`^[A-Za-z0-9/+]{40}$`, value)
	finding := {
		"message": sprintf("the environment variable %s holds a secret", [name]),
		"path": ["environment", i, "variables", name],
	}
}
