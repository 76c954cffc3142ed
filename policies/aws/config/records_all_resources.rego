# METADATA
# title: AWS Config recorder is on and records every resource
# description: >-
#   Looks at `is_enabled` of the recorder's status, without which nothing is recorded, and at
#   `recording_group.all_supported`, which is `true` by default. A strategy that leaves out
#   named types counts as a list of exceptions and passes.
# custom:
#   severity: medium
#   category: logging and monitoring
#   resources: [aws_config_configuration_recorder, aws_config_configuration_recorder_status]
#   params: {}
#   remediation: |-
#     Set `is_enabled = true` in `aws_config_configuration_recorder_status`, and leave out
#     `all_supported` or set it to `true`.
#   aliases: [CKV2_AWS_45]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_configuration_recorder
package provost.aws.config.records_all_resources

import rego.v1

import data.provost.lib.values

deny contains finding if {
	input.resource.type == "aws_config_configuration_recorder"
	group := input.resource.attributes.recording_group[i]
	values.is_false(group.all_supported)
	not "EXCLUSION_BY_RESOURCE_TYPES" in strategies(group)
	finding := {"message": "only some types of resources are recorded", "path": ["recording_group", i, "all_supported"]}
}

deny contains finding if {
	input.resource.type == "aws_config_configuration_recorder_status"
	not values.is_true(input.resource.attributes.is_enabled)
	finding := {"message": "the recorder is switched off", "path": ["is_enabled"]}
}

strategies(group) := {strategy | strategy := group.recording_strategy[_].use_only}
