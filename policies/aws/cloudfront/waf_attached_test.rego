package provost.aws.cloudfront.waf_attached_test

import rego.v1

import data.provost.aws.cloudfront.waf_attached as policy

test_denies_when_absent if {
	policy.deny == {{"message": "no web ACL filters requests", "path": ["web_acl_id"]}} with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"web_acl_id": null}}}
}

test_denies_empty if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"web_acl_id": ""}}}
}

test_allows_when_set if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"web_acl_id": "x"}}}
}
