package provost.aws.apigateway.traced_test

import rego.v1

import data.provost.aws.apigateway.traced as policy

test_denies_when_off if {
	policy.deny == {{"message": "requests are not traced", "path": ["xray_tracing_enabled"]}} with input as {"resource": {"type": "aws_api_gateway_stage", "attributes": {"xray_tracing_enabled": false}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_api_gateway_stage", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_api_gateway_stage", "attributes": {"xray_tracing_enabled": null}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_api_gateway_stage", "attributes": {"xray_tracing_enabled": "false"}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_api_gateway_stage", "attributes": {"xray_tracing_enabled": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_api_gateway_stage", "attributes": {"xray_tracing_enabled": "true"}}}
}
