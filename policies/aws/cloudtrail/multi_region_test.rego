package provost.aws.cloudtrail.multi_region_test

import rego.v1

import data.provost.aws.cloudtrail.multi_region as policy

test_denies_when_off if {
	policy.deny == {{"message": "other regions are not recorded", "path": ["is_multi_region_trail"]}} with input as {"resource": {"type": "aws_cloudtrail", "attributes": {"is_multi_region_trail": false}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudtrail", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudtrail", "attributes": {"is_multi_region_trail": null}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudtrail", "attributes": {"is_multi_region_trail": "false"}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudtrail", "attributes": {"is_multi_region_trail": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudtrail", "attributes": {"is_multi_region_trail": "true"}}}
}
