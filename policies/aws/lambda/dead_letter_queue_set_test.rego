package provost.aws.lambda.dead_letter_queue_set_test

import rego.v1

import data.provost.aws.lambda.dead_letter_queue_set as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_lambda_function", "attributes": {"dead_letter_config": [{"target_arn": ""}]}}}
	messages == {"events that cannot be handled are dropped"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_function", "attributes": {"dead_letter_config": [{"target_arn": "arn:aws:sqs:eu-west-1:111122223333:failed"}]}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_lambda_function", "attributes": {}}}
	paths == {["dead_letter_config", 0, "target_arn"]}
}
