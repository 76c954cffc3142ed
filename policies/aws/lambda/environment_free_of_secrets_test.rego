package provost.aws.lambda.environment_free_of_secrets_test

import rego.v1

import data.provost.aws.lambda.environment_free_of_secrets as policy

test_denies_a_password if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_lambda_function", "attributes": {"environment": [{"variables": {"DB_PASSWORD": "hunter2"}}]}}}
	paths == {["environment", 0, "variables", "DB_PASSWORD"]}
}

test_denies_a_key if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_lambda_function", "attributes": {"environment": [{"variables": {"A": "AKIAIOSFODNN7EXAMPLE"}}]}}}
	messages == {"a literal credential stands in A"}
}

test_allows_an_arn if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_function", "attributes": {"environment": [{"variables": {"SECRET_ARN": "arn:aws:secretsmanager:x", "DB_PASSWORD": "arn:aws:ssm:x"}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_function", "attributes": {}}}
}
