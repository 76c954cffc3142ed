package provost.aws.lambda.concurrency_limited_test

import rego.v1

import data.provost.aws.lambda.concurrency_limited as policy

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_lambda_function", "attributes": {}}}
	messages == {"concurrency is not limited"}
}

test_denies_none if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_lambda_function", "attributes": {"reserved_concurrent_executions": -1}}}
	paths == {["reserved_concurrent_executions"]}
}

test_allows_a_limit if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_function", "attributes": {"reserved_concurrent_executions": 100}}}
}

test_allows_zero if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_function", "attributes": {"reserved_concurrent_executions": "0"}}}
}
