package provost.aws.s3.bucket_public_access_blocked_test

import rego.v1

import data.provost.aws.s3.bucket_public_access_blocked as policy

test_denies_bare_bucket if {
	policy.deny == {{"message": "no public access block is attached to the bucket", "path": ["bucket"]}} with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"bucket": "b"}}}
}

test_denies_half_a_block if {
	policy.deny == {{"message": "the bucket's public access block does not reject both public ACLs and public policies", "path": ["bucket"]}} with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_public_access_block": [{"type": "aws_s3_bucket_public_access_block", "attributes": {"block_public_acls": true}}]}}
}

test_denies_block_switched_off if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_public_access_block": [{"type": "aws_s3_bucket_public_access_block", "attributes": {"block_public_acls": false, "block_public_policy": true}}]}}
}

test_allows_block if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_public_access_block": [{"type": "aws_s3_bucket_public_access_block", "attributes": {"block_public_acls": true, "block_public_policy": "true"}}]}}
}
