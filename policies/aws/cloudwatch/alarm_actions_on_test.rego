package provost.aws.cloudwatch.alarm_actions_on_test

import rego.v1

import data.provost.aws.cloudwatch.alarm_actions_on as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_cloudwatch_metric_alarm", "attributes": {"actions_enabled": false}}}
	messages == {"the alarm tells nobody"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudwatch_metric_alarm", "attributes": {"actions_enabled": true}}}
}

test_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudwatch_metric_alarm", "attributes": {}}}
}

test_denies_bad_as_text if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudwatch_metric_alarm", "attributes": {"actions_enabled": "false"}}}
}

test_allows_good_as_text if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudwatch_metric_alarm", "attributes": {"actions_enabled": "true"}}}
}
