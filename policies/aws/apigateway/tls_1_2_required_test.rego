package provost.aws.apigateway.tls_1_2_required_test

import rego.v1

import data.provost.aws.apigateway.tls_1_2_required as policy

test_denies_1_0 if {
	policy.deny == {{"message": "the domain accepts TLS older than 1.2", "path": ["security_policy"]}} with input as {"resource": {"type": "aws_api_gateway_domain_name", "attributes": {"security_policy": "TLS_1_0"}}}
}

test_denies_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_api_gateway_domain_name", "attributes": {}}}
}

test_denies_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_api_gateway_domain_name", "attributes": {"security_policy": null}}}
}

test_allows_1_2 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_api_gateway_domain_name", "attributes": {"security_policy": "TLS_1_2"}}}
}

test_allows_1_3 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_api_gateway_domain_name", "attributes": {"security_policy": "SecurityPolicy_TLS13_1_2_2021_06"}}}
}
