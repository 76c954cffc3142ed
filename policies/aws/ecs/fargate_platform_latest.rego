# METADATA
# title: Fargate service runs the newest platform
# description: >-
#   Looks at `platform_version` of Fargate services, `LATEST` by default: a pinned version gets
#   no security fixes of the host once it is retired.
# custom:
#   severity: low
#   category: patching
#   resources: [aws_ecs_service]
#   params: {}
#   remediation: |-
#     Remove `platform_version`, or set `LATEST`.
#   aliases: [CKV_AWS_332]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service
package provost.aws.ecs.fargate_platform_latest

import rego.v1

deny contains finding if {
	input.resource.attributes.launch_type == "FARGATE"
	version := input.resource.attributes.platform_version
	version != "LATEST"
	version != null
	finding := {"message": sprintf("the platform is pinned to %s", [input.resource.attributes.platform_version]), "path": ["platform_version"]}
}
