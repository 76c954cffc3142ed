package provost.aws.apigateway.route_authorized_test

import rego.v1

import data.provost.aws.apigateway.route_authorized as policy

test_denies_1 if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_apigatewayv2_route", "attributes": {"authorization_type": "NONE"}}}
	messages == {"everybody may call the route"}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_apigatewayv2_route", "attributes": {"authorization_type": "AWS_IAM"}}}
}

test_allows_2 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_apigatewayv2_route", "attributes": {"authorization_type": "CUSTOM"}}}
}

test_allows_3 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_apigatewayv2_route", "attributes": {"authorization_type": "JWT"}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_apigatewayv2_route", "attributes": {}}}
	paths == {["authorization_type"]}
}
