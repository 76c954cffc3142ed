package provost.aws.secretsmanager.value_not_literal_test

import rego.v1

import data.provost.aws.secretsmanager.value_not_literal as policy

test_denies_secret if {
	policy.deny == {{"message": "a literal secret stands in the configuration", "path": ["secret_string"]}} with input as {"resource": {"type": "aws_secretsmanager_secret_version", "attributes": {"secret_string": "x"}}}
}

test_denies_parameter if {
	policy.deny == {{"message": "a literal secret stands in the configuration", "path": ["value"]}} with input as {"resource": {"type": "aws_ssm_parameter", "attributes": {"type": "SecureString", "value": "x"}}}
}

test_allows_generated if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_secretsmanager_secret_version", "attributes": {"secret_string": "x"}}, "related": {"random_password": [{}]}}
}

test_allows_plain_parameter if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ssm_parameter", "attributes": {"type": "String", "value": "x"}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_secretsmanager_secret_version", "attributes": {}}}
}
