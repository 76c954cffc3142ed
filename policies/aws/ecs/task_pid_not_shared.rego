# METADATA
# title: ECS task does not share the host PID namespace
# description: >-
#   Looks at `pid_mode`: with `host` a task sees the processes of other tasks on its host and,
#   as root, signals them. The default is a namespace of its own.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [aws_ecs_task_definition]
#   params: {}
#   remediation: |-
#     Remove `pid_mode`, or set `task`.
#   aliases: [CKV_AWS_335]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_task_definition
package provost.aws.ecs.task_pid_not_shared

import rego.v1

deny contains finding if {
	input.resource.attributes.pid_mode in {"host"}
	finding := {"message": "the task shares the processes of its host", "path": ["pid_mode"]}
}
