package provost.aws.transfer.endpoint_private_test

import rego.v1

import data.provost.aws.transfer.endpoint_private as policy

test_denies_1 if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_transfer_server", "attributes": {"endpoint_type": "PUBLIC"}}}
	messages == {"the server has a public endpoint"}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_transfer_server", "attributes": {"endpoint_type": "VPC"}}}
}

test_allows_2 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_transfer_server", "attributes": {"endpoint_type": "VPC_ENDPOINT"}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_transfer_server", "attributes": {}}}
	paths == {["endpoint_type"]}
}
