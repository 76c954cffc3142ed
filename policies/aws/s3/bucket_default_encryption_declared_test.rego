package provost.aws.s3.bucket_default_encryption_declared_test

import rego.v1

import data.provost.aws.s3.bucket_default_encryption_declared as policy

test_denies_bare_bucket if {
	policy.deny == {{"message": "the bucket declares no default encryption", "path": ["server_side_encryption_configuration"]}} with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}}
}

test_denies_empty_block if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"server_side_encryption_configuration": []}}}
}

test_allows_block if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"server_side_encryption_configuration": [{"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "AES256"}]}]}]}}}
}

test_allows_companion if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_server_side_encryption_configuration": [{"type": "aws_s3_bucket_server_side_encryption_configuration", "attributes": {"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "AES256"}]}]}}]}}
}
