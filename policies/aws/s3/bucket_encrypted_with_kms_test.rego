package provost.aws.s3.bucket_encrypted_with_kms_test

import rego.v1

import data.provost.aws.s3.bucket_encrypted_with_kms as policy

test_denies_bare_bucket if {
	policy.deny == {{"message": "objects are not encrypted with KMS by default", "path": ["server_side_encryption_configuration"]}} with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}}
}

test_denies_lone_companion if {
	policy.deny == {{"message": "objects are not encrypted with KMS by default", "path": ["rule", 0, "apply_server_side_encryption_by_default", 0]}} with input as {"resource": {"type": "aws_s3_bucket_server_side_encryption_configuration", "attributes": {"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "AES256"}]}]}}}
}

test_companion_is_judged_at_its_bucket if {
	not policy.applicable with input as {"resource": {"type": "aws_s3_bucket_server_side_encryption_configuration", "attributes": {"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "AES256"}]}]}}, "related": {"aws_s3_bucket": [{"type": "aws_s3_bucket", "attributes": {}}]}}
}

test_log_target_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"acl": "log-delivery-write"}}}
}

test_log_target_by_acl_resource_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_acl": [{"type": "aws_s3_bucket_acl", "attributes": {"acl": "log-delivery-write"}}]}}
}

test_denies_aes if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"server_side_encryption_configuration": [{"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "AES256"}]}]}]}}}
}

test_allows_kms if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"server_side_encryption_configuration": [{"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "aws:kms"}]}]}]}}}
}

test_allows_companion if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_server_side_encryption_configuration": [{"type": "aws_s3_bucket_server_side_encryption_configuration", "attributes": {"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "aws:kms:dsse"}]}]}}]}}
}

test_denies_companion_aes if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_server_side_encryption_configuration": [{"type": "aws_s3_bucket_server_side_encryption_configuration", "attributes": {"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "AES256"}]}]}}]}}
}
