package provost.aws.ec2.transit_gateway_accepts_by_hand_test

import rego.v1

import data.provost.aws.ec2.transit_gateway_accepts_by_hand as policy

test_denies_1 if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_ec2_transit_gateway", "attributes": {"auto_accept_shared_attachments": "enable"}}}
	messages == {"attachments of other accounts are accepted by themselves"}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ec2_transit_gateway", "attributes": {"auto_accept_shared_attachments": "disable"}}}
}

test_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ec2_transit_gateway", "attributes": {}}}
}
