# METADATA
# title: ECS task encrypts EFS traffic
# description: >-
#   Looks at `transit_encryption` of EFS volumes, `DISABLED` by default: files then cross the
#   network in the clear. With IAM authorization of a volume AWS demands it anyway.
# custom:
#   severity: high
#   category: encryption in transit
#   resources: [aws_ecs_task_definition]
#   params: {}
#   remediation: |-
#     Set `transit_encryption = "ENABLED"` in each `efs_volume_configuration`. The task
#     definition gets a new revision.
#   aliases: [CKV_AWS_97, AVD-AWS-0035]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_task_definition
package provost.aws.ecs.efs_volumes_encrypted_in_transit

import rego.v1

deny contains finding if {
	configuration := input.resource.attributes.volume[i].efs_volume_configuration[j]
	not configuration.transit_encryption == "ENABLED"
	finding := {
		"message": "traffic to the EFS volume is not encrypted",
		"path": ["volume", i, "efs_volume_configuration", j, "transit_encryption"],
	}
}
