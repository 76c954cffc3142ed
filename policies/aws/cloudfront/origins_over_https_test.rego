package provost.aws.cloudfront.origins_over_https_test

import rego.v1

import data.provost.aws.cloudfront.origins_over_https as policy

test_denies_http if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"origin": [{"custom_origin_config": [{"origin_protocol_policy": "http-only"}]}]}}}
	paths == {["origin", 0, "custom_origin_config", 0, "origin_protocol_policy"]}
}

test_denies_the_viewers if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"origin": [{}, {"custom_origin_config": [{"origin_protocol_policy": "match-viewer"}]}]}}}
}

test_allows_https if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"origin": [{"custom_origin_config": [{"origin_protocol_policy": "https-only"}]}]}}}
}

test_allows_s3 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"origin": [{}]}}}
}

test_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {}}}
}
