package provost.aws.lambda.traced_test

import rego.v1

import data.provost.aws.lambda.traced as policy

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_lambda_function", "attributes": {}}}
	paths == {["tracing_config", 0, "mode"]}
}

test_denies_pass_through if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_lambda_function", "attributes": {"tracing_config": [{"mode": "PassThrough"}]}}}
	messages == {"calls are not traced"}
}

test_allows_active if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_function", "attributes": {"tracing_config": [{"mode": "Active"}]}}}
}
