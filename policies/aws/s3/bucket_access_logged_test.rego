package provost.aws.s3.bucket_access_logged_test

import rego.v1

import data.provost.aws.s3.bucket_access_logged as policy

test_denies_bare_bucket if {
	policy.deny == {{"message": "access to the bucket is not logged", "path": ["logging"]}} with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}}
}

test_denies_empty_list if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"logging": []}}}
}

test_allows_block if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"logging": [{"target_bucket": "logs"}]}}}
}

test_allows_companion if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_logging": [{"type": "aws_s3_bucket_logging", "attributes": {"target_bucket": "logs"}}]}}
}

test_log_target_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"acl": "log-delivery-write"}}}
}

test_log_target_by_acl_resource_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_acl": [{"type": "aws_s3_bucket_acl", "attributes": {"acl": "log-delivery-write"}}]}}
}

test_other_acl_is_judged if {
	policy.applicable with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"acl": "private"}}}
}
