package provost.aws.elb.cross_zone_balanced_test

import rego.v1

import data.provost.aws.elb.cross_zone_balanced as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_lb", "attributes": {"load_balancer_type": "network", "enable_cross_zone_load_balancing": false}}}
	messages == {"targets of other zones get no requests"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb", "attributes": {"load_balancer_type": "network", "enable_cross_zone_load_balancing": true}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_lb", "attributes": {"load_balancer_type": "network"}}}
	paths == {["enable_cross_zone_load_balancing"]}
}

test_denies_bad_as_text if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_lb", "attributes": {"load_balancer_type": "network", "enable_cross_zone_load_balancing": "false"}}}
}

test_allows_good_as_text if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb", "attributes": {"load_balancer_type": "network", "enable_cross_zone_load_balancing": "true"}}}
}

test_does_not_judge_others if {
	not policy.applicable with input as {"resource": {"type": "aws_lb", "attributes": {}}}
}
