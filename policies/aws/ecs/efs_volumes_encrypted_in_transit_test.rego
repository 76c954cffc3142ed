package provost.aws.ecs.efs_volumes_encrypted_in_transit_test

import rego.v1

import data.provost.aws.ecs.efs_volumes_encrypted_in_transit as policy

test_denies_when_off if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_ecs_task_definition", "attributes": {"volume": [{"efs_volume_configuration": [{"transit_encryption": "DISABLED"}]}]}}}
	paths == {["volume", 0, "efs_volume_configuration", 0, "transit_encryption"]}
}

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_ecs_task_definition", "attributes": {"volume": [{}, {"efs_volume_configuration": [{}]}]}}}
	messages == {"traffic to the EFS volume is not encrypted"}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecs_task_definition", "attributes": {"volume": [{"efs_volume_configuration": [{"transit_encryption": "ENABLED"}]}]}}}
}

test_allows_other_volumes if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecs_task_definition", "attributes": {"volume": [{"name": "a"}]}}}
}
