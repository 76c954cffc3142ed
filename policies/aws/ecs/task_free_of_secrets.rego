# METADATA
# title: ECS task definition holds no plain secrets
# description: >-
#   Looks for literal credentials in `environment` of container definitions: they stand in the
#   repository, in the state, and in the console of everyone who may describe tasks.
# custom:
#   severity: critical
#   category: secrets in configuration
#   unknown: pass
#   resources: [aws_ecs_task_definition]
#   params: {}
#   remediation: |-
#     Change the credential and take it from a store:
#
#       secrets = [{ name = "DB_PASSWORD", valueFrom = aws_secretsmanager_secret.db.arn }]
#   aliases: [AVD-AWS-0036]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_task_definition
package provost.aws.ecs.task_free_of_secrets

import rego.v1

import data.provost.lib.ecs
import data.provost.lib.secrets

deny contains finding if {
	some container in ecs.containers(input.resource)
	some variable in container.environment
	secrets.literal(variable.name, variable.value)
	finding := {"message": sprintf("%s has a literal credential in %s", [ecs.title(container), variable.name]), "path": ["container_definitions"]}
}
