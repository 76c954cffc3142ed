package provost.aws.dynamodb.point_in_time_recovery_enabled_test

import rego.v1

import data.provost.aws.dynamodb.point_in_time_recovery_enabled as policy

test_denies_when_off if {
	policy.deny == {{"message": "the table cannot be restored to a point in time", "path": ["point_in_time_recovery", 0, "enabled"]}} with input as {"resource": {"type": "aws_dynamodb_table", "attributes": {"point_in_time_recovery": [{"enabled": false}]}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_dynamodb_table", "attributes": {}}}
}

test_denies_empty_block if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_dynamodb_table", "attributes": {"point_in_time_recovery": [{}]}}}
}

test_denies_null_block if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_dynamodb_table", "attributes": {"point_in_time_recovery": null}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_dynamodb_table", "attributes": {"point_in_time_recovery": [{"enabled": true}]}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_dynamodb_table", "attributes": {"point_in_time_recovery": [{"enabled": "true"}]}}}
}
