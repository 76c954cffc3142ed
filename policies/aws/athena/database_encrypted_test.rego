package provost.aws.athena.database_encrypted_test

import rego.v1

import data.provost.aws.athena.database_encrypted as policy

test_denies_absent if {
	policy.deny == {{"message": "query results are not encrypted", "path": ["encryption_configuration"]}} with input as {"resource": {"type": "aws_athena_database", "attributes": {}}}
}

test_denies_empty if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_athena_database", "attributes": {"encryption_configuration": []}}}
}

test_denies_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_athena_database", "attributes": {"encryption_configuration": null}}}
}

test_allows_block if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_athena_database", "attributes": {"encryption_configuration": [{"encryption_option": "SSE_S3"}]}}}
}
