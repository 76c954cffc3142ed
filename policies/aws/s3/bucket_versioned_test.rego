package provost.aws.s3.bucket_versioned_test

import rego.v1

import data.provost.aws.s3.bucket_versioned as policy

test_denies_bare_bucket if {
	policy.deny == {{"message": "object versioning is not enabled", "path": ["versioning", 0, "enabled"]}} with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}}
}

test_denies_block_switched_off if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"versioning": [{"enabled": false}]}}}
}

test_denies_empty_block if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"versioning": [{}]}}}
}

test_denies_suspended if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_versioning": [{"type": "aws_s3_bucket_versioning", "attributes": {"versioning_configuration": [{"status": "Suspended"}]}}]}}
}

test_allows_block if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"versioning": [{"enabled": true}]}}}
}

test_allows_block_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"versioning": [{"enabled": "true"}]}}}
}

test_allows_companion if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_versioning": [{"type": "aws_s3_bucket_versioning", "attributes": {"versioning_configuration": [{"status": "Enabled"}]}}]}}
}

test_denies_lone_companion if {
	policy.deny == {{"message": "object versioning is not enabled", "path": ["versioning_configuration", 0, "status"]}} with input as {"resource": {"type": "aws_s3_bucket_versioning", "attributes": {"versioning_configuration": [{"status": "Disabled"}]}}}
}

test_allows_lone_companion if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket_versioning", "attributes": {"versioning_configuration": [{"status": "Enabled"}]}}}
}

test_companion_is_judged_at_its_bucket if {
	not policy.applicable with input as {"resource": {"type": "aws_s3_bucket_versioning", "attributes": {"versioning_configuration": [{"status": "Disabled"}]}}, "related": {"aws_s3_bucket": [{"type": "aws_s3_bucket", "attributes": {}}]}}
}
