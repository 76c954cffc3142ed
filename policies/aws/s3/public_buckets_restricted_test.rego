package provost.aws.s3.public_buckets_restricted_test

import rego.v1

import data.provost.aws.s3.public_buckets_restricted as policy

test_denies_when_off if {
	policy.deny == {{"message": "a public policy opens the bucket to other accounts", "path": ["restrict_public_buckets"]}} with input as {"resource": {"type": "aws_s3_bucket_public_access_block", "attributes": {"restrict_public_buckets": false}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket_public_access_block", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket_public_access_block", "attributes": {"restrict_public_buckets": null}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket_public_access_block", "attributes": {"restrict_public_buckets": "false"}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket_public_access_block", "attributes": {"restrict_public_buckets": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket_public_access_block", "attributes": {"restrict_public_buckets": "true"}}}
}
