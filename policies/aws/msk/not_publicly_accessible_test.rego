package provost.aws.msk.not_publicly_accessible_test

import rego.v1

import data.provost.aws.msk.not_publicly_accessible as policy

test_denies_1 if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_msk_cluster", "attributes": {"broker_node_group_info": [{"connectivity_info": [{"public_access": [{"type": "SERVICE_PROVIDED_EIPS"}]}]}]}}}
	messages == {"brokers have public addresses"}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_msk_cluster", "attributes": {"broker_node_group_info": [{"connectivity_info": [{"public_access": [{"type": "DISABLED"}]}]}]}}}
}

test_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_msk_cluster", "attributes": {}}}
}
