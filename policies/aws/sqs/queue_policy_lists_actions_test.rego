package provost.aws.sqs.queue_policy_lists_actions_test

import rego.v1

import data.provost.aws.sqs.queue_policy_lists_actions as policy

test_denies_a_wildcard if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_sqs_queue_policy", "attributes": {"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\"}}"}}}
	paths == {["policy"]}
}

test_denies_the_service if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_sqs_queue_policy", "attributes": {"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"SQS:*\"]}]}"}}}
	messages == {"the queue policy allows every action"}
}

test_allows_actions if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_sqs_queue_policy", "attributes": {"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sqs:SendMessage\"}, {\"Effect\": \"Deny\", \"Action\": \"*\"}]}"}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_sqs_queue_policy", "attributes": {}}}
}
