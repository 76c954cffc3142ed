package provost.aws.dynamodb.encrypted_with_own_key_test

import rego.v1

import data.provost.aws.dynamodb.encrypted_with_own_key as policy

test_denies_absent if {
	policy.deny == {{"message": "the table is not encrypted with a customer-managed key", "path": ["server_side_encryption", 0, "kms_key_arn"]}} with input as {"resource": {"type": "aws_dynamodb_table", "attributes": {}}}
}

test_denies_off if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_dynamodb_table", "attributes": {"server_side_encryption": [{"enabled": false, "kms_key_arn": "k"}]}}}
}

test_denies_without_key if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_dynamodb_table", "attributes": {"server_side_encryption": [{"enabled": true}]}}}
}

test_allows_key if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_dynamodb_table", "attributes": {"server_side_encryption": [{"enabled": true, "kms_key_arn": "k"}]}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_dynamodb_table", "attributes": {"server_side_encryption": [{"enabled": "true", "kms_key_arn": "k"}]}}}
}
