package provost.aws.cloudtrail.sent_to_cloudwatch_test

import rego.v1

import data.provost.aws.cloudtrail.sent_to_cloudwatch as policy

test_denies_when_absent if {
	policy.deny == {{"message": "events are not sent to CloudWatch Logs", "path": ["cloud_watch_logs_group_arn"]}} with input as {"resource": {"type": "aws_cloudtrail", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudtrail", "attributes": {"cloud_watch_logs_group_arn": null}}}
}

test_denies_empty if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudtrail", "attributes": {"cloud_watch_logs_group_arn": ""}}}
}

test_allows_when_set if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudtrail", "attributes": {"cloud_watch_logs_group_arn": "x"}}}
}
