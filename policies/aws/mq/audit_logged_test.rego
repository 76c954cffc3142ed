package provost.aws.mq.audit_logged_test

import rego.v1

import data.provost.aws.mq.audit_logged as policy

test_denies_when_off if {
	policy.deny == {{"message": "the audit log is off", "path": ["logs", 0, "audit"]}} with input as {"resource": {"type": "aws_mq_broker", "attributes": {"logs": [{"audit": false}]}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_mq_broker", "attributes": {}}}
}

test_denies_empty_block if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_mq_broker", "attributes": {"logs": [{}]}}}
}

test_denies_null_block if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_mq_broker", "attributes": {"logs": null}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_mq_broker", "attributes": {"logs": [{"audit": true}]}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_mq_broker", "attributes": {"logs": [{"audit": "true"}]}}}
}
