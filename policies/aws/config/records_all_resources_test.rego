package provost.aws.config.records_all_resources_test

import rego.v1

import data.provost.aws.config.records_all_resources as policy

test_denies_some_types if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_config_configuration_recorder", "attributes": {"recording_group": [{"all_supported": false}]}}}
	paths == {["recording_group", 0, "all_supported"]}
}

test_denies_off if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_config_configuration_recorder_status", "attributes": {"is_enabled": false}}}
	messages == {"the recorder is switched off"}
}

test_allows_exclusions if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_config_configuration_recorder", "attributes": {"recording_group": [{"all_supported": false, "recording_strategy": [{"use_only": "EXCLUSION_BY_RESOURCE_TYPES"}]}]}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_config_configuration_recorder", "attributes": {}}}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_config_configuration_recorder_status", "attributes": {"is_enabled": true}}}
}
