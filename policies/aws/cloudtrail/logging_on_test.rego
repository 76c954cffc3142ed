package provost.aws.cloudtrail.logging_on_test

import rego.v1

import data.provost.aws.cloudtrail.logging_on as policy

test_denies_off if {
	policy.deny == {{"message": "the trail does not record", "path": ["enable_logging"]}} with input as {"resource": {"type": "aws_cloudtrail", "attributes": {"enable_logging": false}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudtrail", "attributes": {"enable_logging": "false"}}}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudtrail", "attributes": {"enable_logging": true}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudtrail", "attributes": {}}}
}
