package provost.aws.kinesis.encrypted_test

import rego.v1

import data.provost.aws.kinesis.encrypted as policy

test_denies_none if {
	policy.deny == {{"message": "records are not encrypted", "path": ["encryption_type"]}} with input as {"resource": {"type": "aws_kinesis_stream", "attributes": {"encryption_type": "NONE"}}}
}

test_denies_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_kinesis_stream", "attributes": {}}}
}

test_denies_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_kinesis_stream", "attributes": {"encryption_type": null}}}
}

test_allows_kms if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_kinesis_stream", "attributes": {"encryption_type": "KMS"}}}
}
