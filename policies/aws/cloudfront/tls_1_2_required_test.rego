package provost.aws.cloudfront.tls_1_2_required_test

import rego.v1

import data.provost.aws.cloudfront.tls_1_2_required as policy

test_denies_old if {
	policy.deny == {{"message": "viewers may use TLS older than 1.2", "path": ["viewer_certificate", 0, "minimum_protocol_version"]}} with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"viewer_certificate": [{"acm_certificate_arn": "c", "minimum_protocol_version": "TLSv1.1_2016"}]}}}
}

test_denies_default_certificate if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"viewer_certificate": [{"cloudfront_default_certificate": true}]}}}
}

test_denies_default_certificate_with_a_version if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"viewer_certificate": [{"cloudfront_default_certificate": true, "minimum_protocol_version": "TLSv1.2_2021"}]}}}
}

test_denies_no_version if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"viewer_certificate": [{"acm_certificate_arn": "c"}]}}}
}

test_denies_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {}}}
}

test_allows_tls_1_2 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"viewer_certificate": [{"acm_certificate_arn": "c", "minimum_protocol_version": "TLSv1.2_2019"}]}}}
}

test_allows_tls_1_3 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"viewer_certificate": [{"acm_certificate_arn": "c", "minimum_protocol_version": "TLSv1.3_2025"}]}}}
}
