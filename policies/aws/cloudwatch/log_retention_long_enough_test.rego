package provost.aws.cloudwatch.log_retention_long_enough_test

import rego.v1

import data.provost.aws.cloudwatch.log_retention_long_enough as policy

test_denies_absent if {
	policy.deny == {{"message": "no retention is set", "path": ["retention_in_days"]}} with input as {"resource": {"type": "aws_cloudwatch_log_group", "attributes": {}}, "params": {"min_days": 365}}
}

test_denies_a_month if {
	policy.deny == {{"message": "logs are kept for 30 days, fewer than 365", "path": ["retention_in_days"]}} with input as {"resource": {"type": "aws_cloudwatch_log_group", "attributes": {"retention_in_days": 30}}, "params": {"min_days": 365}}
}

test_denies_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudwatch_log_group", "attributes": {"retention_in_days": "90"}}, "params": {"min_days": 365}}
}

test_allows_a_year if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudwatch_log_group", "attributes": {"retention_in_days": 365}}, "params": {"min_days": 365}}
}

test_allows_for_ever if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudwatch_log_group", "attributes": {"retention_in_days": 0}}, "params": {"min_days": 365}}
}

test_allows_what_is_asked if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudwatch_log_group", "attributes": {"retention_in_days": 90}}, "params": {"min_days": 90}}
}
