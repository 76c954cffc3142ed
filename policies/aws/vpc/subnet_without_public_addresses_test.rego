package provost.aws.vpc.subnet_without_public_addresses_test

import rego.v1

import data.provost.aws.vpc.subnet_without_public_addresses as policy

test_denies_on if {
	policy.deny == {{"message": "instances get a public address by default", "path": ["map_public_ip_on_launch"]}} with input as {"resource": {"type": "aws_subnet", "attributes": {"map_public_ip_on_launch": true}}}
}

test_denies_true_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_subnet", "attributes": {"map_public_ip_on_launch": "true"}}}
}

test_allows_off if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_subnet", "attributes": {"map_public_ip_on_launch": false}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_subnet", "attributes": {}}}
}
