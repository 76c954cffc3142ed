package provost.aws.elb.invalid_headers_dropped_test

import rego.v1

import data.provost.aws.elb.invalid_headers_dropped as policy

test_denies_off if {
	policy.deny == {{"message": "invalid header fields are passed on", "path": ["drop_invalid_header_fields"]}} with input as {"resource": {"type": "aws_lb", "attributes": {"drop_invalid_header_fields": false}}}
}

test_denies_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_lb", "attributes": {"load_balancer_type": "application"}}}
}

test_denies_absent_type if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_lb", "attributes": {}}}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb", "attributes": {"drop_invalid_header_fields": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb", "attributes": {"drop_invalid_header_fields": "true"}}}
}

test_network_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_lb", "attributes": {"load_balancer_type": "network"}}}
}

test_gateway_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_lb", "attributes": {"load_balancer_type": "gateway"}}}
}
