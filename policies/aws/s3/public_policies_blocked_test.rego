package provost.aws.s3.public_policies_blocked_test

import rego.v1

import data.provost.aws.s3.public_policies_blocked as policy

test_denies_when_off if {
	policy.deny == {{"message": "public bucket policies are accepted", "path": ["block_public_policy"]}} with input as {"resource": {"type": "aws_s3_bucket_public_access_block", "attributes": {"block_public_policy": false}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket_public_access_block", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket_public_access_block", "attributes": {"block_public_policy": null}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket_public_access_block", "attributes": {"block_public_policy": "false"}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket_public_access_block", "attributes": {"block_public_policy": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket_public_access_block", "attributes": {"block_public_policy": "true"}}}
}
