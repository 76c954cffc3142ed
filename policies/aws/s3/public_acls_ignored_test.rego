package provost.aws.s3.public_acls_ignored_test

import rego.v1

import data.provost.aws.s3.public_acls_ignored as policy

test_denies_when_off if {
	policy.deny == {{"message": "existing public ACLs take effect", "path": ["ignore_public_acls"]}} with input as {"resource": {"type": "aws_s3_bucket_public_access_block", "attributes": {"ignore_public_acls": false}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket_public_access_block", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket_public_access_block", "attributes": {"ignore_public_acls": null}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket_public_access_block", "attributes": {"ignore_public_acls": "false"}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket_public_access_block", "attributes": {"ignore_public_acls": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket_public_access_block", "attributes": {"ignore_public_acls": "true"}}}
}
