# METADATA
# title: ECS container insights is on
# description: >-
#   Looks for the setting `containerInsights` with `enabled` or `enhanced`; an account's default
#   may differ, which the configuration does not show.
# custom:
#   severity: low
#   category: logging and monitoring
#   resources: [aws_ecs_cluster]
#   params: {}
#   remediation: |-
#     Add:
#
#       setting {
#         name  = "containerInsights"
#         value = "enhanced"
#       }
#   aliases: [CKV_AWS_65, AVD-AWS-0034]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_cluster
package provost.aws.ecs.container_insights_on

import rego.v1

deny contains finding if {
	not on
	finding := {"message": "container insights is off", "path": ["setting"]}
}

on if {
	some setting in input.resource.attributes.setting
	setting.name == "containerInsights"
	setting.value in {"enabled", "enhanced"}
}
