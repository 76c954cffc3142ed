package provost.aws.cloudfront.https_required_test

import rego.v1

import data.provost.aws.cloudfront.https_required as policy

test_denies_default_behavior if {
	policy.deny == {{"message": "viewers may use plain HTTP", "path": ["default_cache_behavior", 0, "viewer_protocol_policy"]}} with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"default_cache_behavior": [{"viewer_protocol_policy": "allow-all"}]}}}
}

test_denies_second_ordered_behavior if {
	policy.deny == {{"message": "viewers may use plain HTTP", "path": ["ordered_cache_behavior", 1, "viewer_protocol_policy"]}} with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"default_cache_behavior": [{"viewer_protocol_policy": "https-only"}], "ordered_cache_behavior": [{"viewer_protocol_policy": "https-only"}, {"viewer_protocol_policy": "allow-all"}]}}}
}

test_denies_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"default_cache_behavior": [{}]}}}
}

test_allows_redirect if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"default_cache_behavior": [{"viewer_protocol_policy": "redirect-to-https"}]}}}
}

test_allows_https_only if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"default_cache_behavior": [{"viewer_protocol_policy": "https-only"}]}}}
}
