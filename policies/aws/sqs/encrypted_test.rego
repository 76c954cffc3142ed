package provost.aws.sqs.encrypted_test

import rego.v1

import data.provost.aws.sqs.encrypted as policy

test_denies_absent if {
	policy.deny == {{"message": "the queue declares no encryption", "path": ["kms_master_key_id"]}} with input as {"resource": {"type": "aws_sqs_queue", "attributes": {}}}
}

test_denies_off if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_sqs_queue", "attributes": {"sqs_managed_sse_enabled": false}}}
}

test_denies_empty_key if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_sqs_queue", "attributes": {"kms_master_key_id": ""}}}
}

test_allows_key if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_sqs_queue", "attributes": {"kms_master_key_id": "alias/q"}}}
}

test_allows_managed if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_sqs_queue", "attributes": {"sqs_managed_sse_enabled": true}}}
}

test_allows_managed_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_sqs_queue", "attributes": {"sqs_managed_sse_enabled": "true"}}}
}
