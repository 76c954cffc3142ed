package provost.aws.stepfunctions.logged_test

import rego.v1

import data.provost.aws.stepfunctions.logged as policy

test_denies_1 if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_sfn_state_machine", "attributes": {"logging_configuration": [{"level": "OFF"}]}}}
	messages == {"executions are not logged"}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_sfn_state_machine", "attributes": {"logging_configuration": [{"level": "ALL"}]}}}
}

test_allows_2 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_sfn_state_machine", "attributes": {"logging_configuration": [{"level": "ERROR"}]}}}
}

test_allows_3 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_sfn_state_machine", "attributes": {"logging_configuration": [{"level": "FATAL"}]}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_sfn_state_machine", "attributes": {}}}
	paths == {["logging_configuration", 0, "level"]}
}
