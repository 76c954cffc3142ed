package provost.aws.ec2.instance_without_public_address_test

import rego.v1

import data.provost.aws.ec2.instance_without_public_address as policy

test_denies_instance if {
	policy.deny == {{"message": "a public address is assigned", "path": ["associate_public_ip_address"]}} with input as {"resource": {"type": "aws_instance", "attributes": {"associate_public_ip_address": true}}}
}

test_denies_template if {
	policy.deny == {{"message": "a public address is assigned", "path": ["network_interfaces", 0, "associate_public_ip_address"]}} with input as {"resource": {"type": "aws_launch_template", "attributes": {"network_interfaces": [{"associate_public_ip_address": "true"}]}}}
}

test_allows_off if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_instance", "attributes": {"associate_public_ip_address": false}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_instance", "attributes": {}}}
}

test_allows_template if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_launch_template", "attributes": {"network_interfaces": [{"associate_public_ip_address": false}]}}}
}
