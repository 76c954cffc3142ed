# METADATA
# title: ECS service assigns no public IP
# description: >-
#   Looks at `assign_public_ip` of `network_configuration`, off by default: tasks are then
#   reachable from the Internet past the load balancer.
# custom:
#   severity: high
#   category: public exposure
#   resources: [aws_ecs_service]
#   params: {}
#   remediation: |-
#     Remove `assign_public_ip = true`; tasks in private subnets go out by a NAT gateway or
#     VPC endpoints.
#   aliases: [CKV_AWS_333]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service
package provost.aws.ecs.service_without_public_address

import rego.v1

import data.provost.lib.values

deny contains finding if {
	values.is_true(input.resource.attributes.network_configuration[i].assign_public_ip)
	finding := {"message": "tasks get a public address", "path": ["network_configuration", i, "assign_public_ip"]}
}
