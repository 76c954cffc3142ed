package provost.aws.apigateway.method_authorized_test

import rego.v1

import data.provost.aws.apigateway.method_authorized as policy

test_denies_none if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_api_gateway_method", "attributes": {"http_method": "GET", "authorization": "NONE"}}}
	paths == {["authorization"]}
}

test_allows_a_key if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_api_gateway_method", "attributes": {"authorization": "NONE", "api_key_required": true}}}
}

test_allows_iam if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_api_gateway_method", "attributes": {"authorization": "AWS_IAM"}}}
}

test_does_not_judge_options if {
	not policy.applicable with input as {"resource": {"type": "aws_api_gateway_method", "attributes": {"http_method": "OPTIONS", "authorization": "NONE"}}}
}

test_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_api_gateway_method", "attributes": {}}}
}
