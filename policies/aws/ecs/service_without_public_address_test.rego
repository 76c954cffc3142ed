package provost.aws.ecs.service_without_public_address_test

import rego.v1

import data.provost.aws.ecs.service_without_public_address as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_ecs_service", "attributes": {"network_configuration": [{"assign_public_ip": true}]}}}
	messages == {"tasks get a public address"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecs_service", "attributes": {"network_configuration": [{"assign_public_ip": false}]}}}
}

test_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecs_service", "attributes": {}}}
}

test_denies_bad_as_text if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_ecs_service", "attributes": {"network_configuration": [{"assign_public_ip": "true"}]}}}
}

test_allows_good_as_text if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecs_service", "attributes": {"network_configuration": [{"assign_public_ip": "false"}]}}}
}
