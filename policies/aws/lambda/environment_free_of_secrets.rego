# METADATA
# title: Lambda environment holds no secrets
# description: >-
#   Looks for literal credentials among the variables of a function: names that promise one, and
#   values in the form of one. They stand in the repository, in the state and in the console of
#   everyone who may read the function.
# custom:
#   severity: high
#   category: secrets in configuration
#   unknown: pass
#   resources: [aws_lambda_function]
#   params: {}
#   remediation: |-
#     Change the credential, keep it in Secrets Manager or Parameter Store, and give the
#     function its ARN and the right to read it.
#   aliases: [CKV_AWS_45]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function
package provost.aws.lambda.environment_free_of_secrets

import rego.v1

import data.provost.lib.secrets

deny contains finding if {
	block := input.resource.attributes.environment[i]
	some name, value in block.variables
	secrets.literal(name, value)
	finding := {"message": sprintf("a literal credential stands in %s", [name]), "path": ["environment", i, "variables", name]}
}
