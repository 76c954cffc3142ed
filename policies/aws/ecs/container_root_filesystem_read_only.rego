# METADATA
# title: ECS container has a read-only root filesystem
# description: >-
#   Looks at `readonlyRootFilesystem` of container definitions, off by default: an intruder can
#   change the program and keep tools in the container.
# custom:
#   severity: low
#   category: workload isolation and hardening
#   resources: [aws_ecs_task_definition]
#   params: {}
#   remediation: |-
#     Set `readonlyRootFilesystem = true` and mount a volume for what is written.
#   aliases: [CKV_AWS_336]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_task_definition
package provost.aws.ecs.container_root_filesystem_read_only

import rego.v1

import data.provost.lib.ecs
import data.provost.lib.values

deny contains finding if {
	some container in ecs.containers(input.resource)
	not values.is_true(container.readonlyRootFilesystem)
	finding := {"message": sprintf("%s can write to its root filesystem", [ecs.title(container)]), "path": ["container_definitions"]}
}
