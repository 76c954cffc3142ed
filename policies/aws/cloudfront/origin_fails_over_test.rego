package provost.aws.cloudfront.origin_fails_over_test

import rego.v1

import data.provost.aws.cloudfront.origin_fails_over as policy

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {}}}
	paths == {["origin_group"]}
}

test_denies_one_member if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"origin_group": [{"member": [{}], "failover_criteria": [{"status_codes": [500]}]}]}}}
	messages == {"no other origin takes over"}
}

test_allows_two if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudfront_distribution", "attributes": {"origin_group": [{"member": [{}, {}], "failover_criteria": [{"status_codes": [500]}]}]}}}
}
