package provost.aws.apigateway.access_logged_test

import rego.v1

import data.provost.aws.apigateway.access_logged as policy

test_denies_absent if {
	policy.deny == {{"message": "access logs are not written", "path": ["access_log_settings"]}} with input as {"resource": {"type": "aws_api_gateway_stage", "attributes": {}}}
}

test_denies_empty if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_api_gateway_stage", "attributes": {"access_log_settings": []}}}
}

test_denies_http_api if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_apigatewayv2_stage", "attributes": {}}}
}

test_allows_block if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_api_gateway_stage", "attributes": {"access_log_settings": [{"destination_arn": "a", "format": "f"}]}}}
}
