package provost.aws.cloudfront.bucket_origins_controlled_test

import rego.v1

import data.provost.aws.cloudfront.bucket_origins_controlled as policy

test_denies_neither if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"origin": [{"domain_name": "b.s3.amazonaws.com"}]}}}
	paths == {["origin", 0, "origin_access_control_id"]}
}

test_denies_an_empty_identity if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"origin": [{"s3_origin_config": [{"origin_access_identity": ""}]}]}}}
}

test_allows_control if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"origin": [{"origin_access_control_id": "E0"}]}}}
}

test_allows_identity if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"origin": [{"s3_origin_config": [{"origin_access_identity": "origin-access-identity/cloudfront/E0"}]}]}}}
}

test_allows_servers if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"origin": [{"custom_origin_config": [{}]}]}}}
}

test_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {}}}
}
