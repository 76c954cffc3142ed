package provost.aws.cloudfront.certificate_own_test

import rego.v1

import data.provost.aws.cloudfront.certificate_own as policy

test_denies_the_default if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"viewer_certificate": [{"cloudfront_default_certificate": true}]}}}
	paths == {["viewer_certificate"]}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {}}}
}

test_allows_acm if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"viewer_certificate": [{"acm_certificate_arn": "arn:x"}]}}}
}

test_allows_iam if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"viewer_certificate": [{"iam_certificate_id": "x"}]}}}
}
