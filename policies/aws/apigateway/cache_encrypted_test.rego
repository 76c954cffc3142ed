package provost.aws.apigateway.cache_encrypted_test

import rego.v1

import data.provost.aws.apigateway.cache_encrypted as policy

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_api_gateway_method_settings", "attributes": {"settings": [{"caching_enabled": true}]}}}
	paths == {["settings", 0, "cache_data_encrypted"]}
}

test_denies_off if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_api_gateway_method_settings", "attributes": {"settings": [{"cache_data_encrypted": "false"}]}}}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_api_gateway_method_settings", "attributes": {"settings": [{"caching_enabled": true, "cache_data_encrypted": true}]}}}
}

test_does_not_judge_without_a_cache if {
	not policy.applicable with input as {"resource": {"type": "aws_api_gateway_method_settings", "attributes": {"settings": [{"caching_enabled": false}]}}}
}
