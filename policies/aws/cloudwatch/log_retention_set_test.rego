package provost.aws.cloudwatch.log_retention_set_test

import rego.v1

import data.provost.aws.cloudwatch.log_retention_set as policy

test_denies_absent if {
	policy.deny == {{"message": "no retention is set", "path": ["retention_in_days"]}} with input as {"resource": {"type": "aws_cloudwatch_log_group", "attributes": {}}}
}

test_denies_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudwatch_log_group", "attributes": {"retention_in_days": null}}}
}

test_allows_number if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudwatch_log_group", "attributes": {"retention_in_days": 30}}}
}

test_allows_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudwatch_log_group", "attributes": {"retention_in_days": "365"}}}
}

test_allows_for_ever_where_it_is_written if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudwatch_log_group", "attributes": {"retention_in_days": 0}}}
}
