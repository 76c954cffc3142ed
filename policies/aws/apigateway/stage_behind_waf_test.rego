package provost.aws.apigateway.stage_behind_waf_test

import rego.v1

import data.provost.aws.apigateway.stage_behind_waf as policy

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_api_gateway_stage", "attributes": {}}}
	messages == {"the stage is behind no web ACL"}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_api_gateway_stage", "attributes": {}}, "related": {"aws_wafv2_web_acl_association": [{}]}}
}

test_allows_2 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_api_gateway_stage", "attributes": {}}, "related": {"aws_wafregional_web_acl_association": [{}]}}
}
