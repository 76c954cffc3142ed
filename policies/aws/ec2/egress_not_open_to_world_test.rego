package provost.aws.ec2.egress_not_open_to_world_test

import rego.v1

import data.provost.aws.ec2.egress_not_open_to_world as policy

test_denies_every_protocol if {
	policy.deny == {{"message": "all ports may be reached at 0.0.0.0/0", "path": ["egress", 0, "cidr_blocks", 0]}} with input as {"resource": {"type": "aws_security_group", "attributes": {"egress": [{"from_port": 0, "to_port": 0, "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]}]}}}
}

test_denies_every_port if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_security_group", "attributes": {"egress": [{"from_port": 0, "to_port": 65535, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}]}}}
}

test_denies_minus_one if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_security_group", "attributes": {"egress": [{"from_port": -1, "to_port": -1, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}]}}}
}

test_denies_ipv6 if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_security_group", "attributes": {"egress": [{"from_port": 0, "to_port": 0, "protocol": -1, "ipv6_cidr_blocks": ["::/0"]}]}}}
}

test_denies_rule_resource if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_security_group_rule", "attributes": {"type": "egress", "from_port": 0, "to_port": 0, "protocol": "all", "cidr_blocks": ["0.0.0.0/0"]}}}
}

test_denies_vpc_rule if {
	policy.deny == {{"message": "all ports may be reached at 0.0.0.0/0", "path": ["cidr_ipv4"]}} with input as {"resource": {"type": "aws_vpc_security_group_egress_rule", "attributes": {"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}}}
}

test_allows_one_port if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_security_group", "attributes": {"egress": [{"from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}]}}}
}

test_allows_private_range if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_security_group", "attributes": {"egress": [{"from_port": 0, "to_port": 0, "protocol": "-1", "cidr_blocks": ["10.0.0.0/8"]}]}}}
}

test_allows_the_other_direction if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_security_group_rule", "attributes": {"type": "ingress", "from_port": 0, "to_port": 0, "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]}}}
}

test_allows_nothing if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_security_group", "attributes": {}}}
}
