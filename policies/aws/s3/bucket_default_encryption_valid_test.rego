package provost.aws.s3.bucket_default_encryption_valid_test

import rego.v1

import data.provost.aws.s3.bucket_default_encryption_valid as policy

test_denies_unknown_algorithm if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"server_side_encryption_configuration": [{"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "DES"}]}]}]}}}
}

test_denies_companion_without_algorithm if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_server_side_encryption_configuration": [{"type": "aws_s3_bucket_server_side_encryption_configuration", "attributes": {"rule": [{"apply_server_side_encryption_by_default": [{"kms_master_key_id": "k"}]}]}}]}}
}

test_denies_lone_companion if {
	policy.deny == {{"message": "default encryption names no valid algorithm", "path": ["rule", 0, "apply_server_side_encryption_by_default", 0, "sse_algorithm"]}} with input as {"resource": {"type": "aws_s3_bucket_server_side_encryption_configuration", "attributes": {"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "none"}]}]}}}
}

test_allows_bare_bucket if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}}
}

test_allows_kms if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"server_side_encryption_configuration": [{"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "aws:kms"}]}]}]}}}
}

test_allows_companion if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_server_side_encryption_configuration": [{"type": "aws_s3_bucket_server_side_encryption_configuration", "attributes": {"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "AES256"}]}]}}]}}
}

test_companion_is_judged_at_its_bucket if {
	not policy.applicable with input as {"resource": {"type": "aws_s3_bucket_server_side_encryption_configuration", "attributes": {"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "x"}]}]}}, "related": {"aws_s3_bucket": [{"type": "aws_s3_bucket", "attributes": {}}]}}
}
