package provost.aws.elb.desync_mitigated_test

import rego.v1

import data.provost.aws.elb.desync_mitigated as policy

test_denies_1 if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_lb", "attributes": {"desync_mitigation_mode": "monitor"}}}
	messages == {"ambiguous requests are let through"}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb", "attributes": {"desync_mitigation_mode": "defensive"}}}
}

test_allows_2 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb", "attributes": {"desync_mitigation_mode": "strictest"}}}
}

test_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb", "attributes": {}}}
}
