package provost.aws.kinesis.firehose_encrypted_test

import rego.v1

import data.provost.aws.kinesis.firehose_encrypted as policy

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_kinesis_firehose_delivery_stream", "attributes": {}}}
	paths == {["server_side_encryption", 0, "enabled"]}
}

test_denies_off if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_kinesis_firehose_delivery_stream", "attributes": {"server_side_encryption": [{"enabled": false}]}}}
	messages == {"records are not encrypted at rest"}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_kinesis_firehose_delivery_stream", "attributes": {"server_side_encryption": [{"enabled": "true"}]}}}
}

test_does_not_judge_sources if {
	not policy.applicable with input as {"resource": {"type": "aws_kinesis_firehose_delivery_stream", "attributes": {"kinesis_source_configuration": [{}]}}}
}
