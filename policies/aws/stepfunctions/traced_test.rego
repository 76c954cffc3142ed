package provost.aws.stepfunctions.traced_test

import rego.v1

import data.provost.aws.stepfunctions.traced as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_sfn_state_machine", "attributes": {"tracing_configuration": [{"enabled": false}]}}}
	messages == {"executions are not traced"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_sfn_state_machine", "attributes": {"tracing_configuration": [{"enabled": true}]}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_sfn_state_machine", "attributes": {}}}
	paths == {["tracing_configuration", 0, "enabled"]}
}

test_denies_bad_as_text if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_sfn_state_machine", "attributes": {"tracing_configuration": [{"enabled": "false"}]}}}
}

test_allows_good_as_text if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_sfn_state_machine", "attributes": {"tracing_configuration": [{"enabled": "true"}]}}}
}
