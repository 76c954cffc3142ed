package provost.aws.lambda.url_requires_authentication_test

import rego.v1

import data.provost.aws.lambda.url_requires_authentication as policy

test_denies_none if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_lambda_function_url", "attributes": {"authorization_type": "NONE"}}}
	paths == {["authorization_type"]}
}

test_allows_iam if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_function_url", "attributes": {"authorization_type": "AWS_IAM"}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_function_url", "attributes": {}}}
}
