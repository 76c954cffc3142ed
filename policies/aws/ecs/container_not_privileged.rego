# METADATA
# title: ECS container is not privileged
# description: >-
#   Looks at `privileged` of container definitions: a privileged container is root on its host.
#   Fargate refuses it.
# custom:
#   severity: high
#   category: workload isolation and hardening
#   resources: [aws_ecs_task_definition]
#   params: {}
#   remediation: |-
#     Remove `privileged`, and give single capabilities in `linuxParameters` where they are
#     needed.
#   aliases: [CKV_AWS_334]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_task_definition
package provost.aws.ecs.container_not_privileged

import rego.v1

import data.provost.lib.ecs
import data.provost.lib.values

deny contains finding if {
	some container in ecs.containers(input.resource)
	values.is_true(container.privileged)
	finding := {"message": sprintf("%s is privileged", [ecs.title(container)]), "path": ["container_definitions"]}
}
