package provost.aws.ec2.launch_configuration_without_public_address_test

import rego.v1

import data.provost.aws.ec2.launch_configuration_without_public_address as policy

test_denies_on if {
	policy.deny == {{"message": "instances get a public address", "path": ["associate_public_ip_address"]}} with input as {"resource": {"type": "aws_launch_configuration", "attributes": {"associate_public_ip_address": true}}}
}

test_denies_true_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_launch_configuration", "attributes": {"associate_public_ip_address": "true"}}}
}

test_allows_off if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_launch_configuration", "attributes": {"associate_public_ip_address": false}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_launch_configuration", "attributes": {}}}
}
