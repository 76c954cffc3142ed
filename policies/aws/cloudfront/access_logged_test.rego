package provost.aws.cloudfront.access_logged_test

import rego.v1

import data.provost.aws.cloudfront.access_logged as policy

test_denies_absent if {
	policy.deny == {{"message": "access logs are not written", "path": ["logging_config"]}} with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {}}}
}

test_denies_empty if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"logging_config": []}}}
}

test_allows_block if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"logging_config": [{"bucket": "b"}]}}}
}

test_allows_delivery_source if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {}}, "related": {"aws_cloudwatch_log_delivery_source": [{}]}}
}
