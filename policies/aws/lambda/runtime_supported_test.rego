package provost.aws.lambda.runtime_supported_test

import rego.v1

import data.provost.aws.lambda.runtime_supported as policy

test_denies_an_old_one if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_lambda_function", "attributes": {"runtime": "python3.7"}}, "params": {"ended": ["python3.7"]}}
	messages == {"python3.7 is no longer supported"}
}

test_allows_a_current_one if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_function", "attributes": {"runtime": "python3.13"}}, "params": {"ended": ["python3.7"]}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_function", "attributes": {}}, "params": {"ended": ["python3.7"]}}
}
