package provost.aws.lambda.environment_without_secrets_test

import rego.v1

import data.provost.aws.lambda.environment_without_secrets as policy

test_denies_access_key if {
	policy.deny == {{"message": "the environment variable AWS_ACCESS_KEY_ID holds a secret", "path": ["environment", 0, "variables", "AWS_ACCESS_KEY_ID"]}} with input as {"resource": {"type": "aws_lambda_function", "attributes": {"environment": [{"variables": {"LEVEL": "info", "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE"}}]}}, "params": {"secret_patterns": ["(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)", "-----BEGIN [A-Z ]*PRIVATE KEY-----"]}}
}

test_denies_private_key if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_lambda_function", "attributes": {"environment": [{"variables": {"K": "-----BEGIN PRIVATE KEY-----\nMII"}}]}}, "params": {"secret_patterns": ["(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)", "-----BEGIN [A-Z ]*PRIVATE KEY-----"]}}
}

test_denies_secret_half if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_lambda_function", "attributes": {"environment": [{"variables": {"AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}}]}}, "params": {"secret_patterns": ["(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)", "-----BEGIN [A-Z ]*PRIVATE KEY-----"]}}
}

test_allows_settings if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_function", "attributes": {"environment": [{"variables": {"LEVEL": "info", "SECRET_ARN": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app"}}]}}, "params": {"secret_patterns": ["(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)", "-----BEGIN [A-Z ]*PRIVATE KEY-----"]}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_function", "attributes": {}}, "params": {"secret_patterns": ["(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)", "-----BEGIN [A-Z ]*PRIVATE KEY-----"]}}
}

test_allows_null if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_function", "attributes": {"environment": [{"variables": null}]}}, "params": {"secret_patterns": ["(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)", "-----BEGIN [A-Z ]*PRIVATE KEY-----"]}}
}
