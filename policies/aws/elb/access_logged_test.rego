package provost.aws.elb.access_logged_test

import rego.v1

import data.provost.aws.elb.access_logged as policy

test_denies_off if {
	policy.deny == {{"message": "access logs are not written", "path": ["access_logs", 0, "enabled"]}} with input as {"resource": {"type": "aws_lb", "attributes": {"access_logs": [{"bucket": "b", "enabled": false}]}}}
}

test_denies_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_lb", "attributes": {}}}
}

test_denies_block_without_enabled if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_lb", "attributes": {"access_logs": [{"bucket": "b"}]}}}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb", "attributes": {"access_logs": [{"bucket": "b", "enabled": true}]}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb", "attributes": {"access_logs": [{"bucket": "b", "enabled": "true"}]}}}
}

test_gateway_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_lb", "attributes": {"load_balancer_type": "gateway"}}}
}
