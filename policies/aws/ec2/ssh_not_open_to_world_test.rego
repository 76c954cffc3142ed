package provost.aws.ec2.ssh_not_open_to_world_test

import rego.v1

import data.provost.aws.ec2.ssh_not_open_to_world as policy

test_denies_block if {
	policy.deny == {{"message": "SSH (port 22) is open to 0.0.0.0/0", "path": ["ingress", 1, "cidr_blocks", 1]}} with input as {"resource": {"type": "aws_security_group", "attributes": {"ingress": [{"from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}, {"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]}]}}}
}

test_denies_ipv6 if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_security_group", "attributes": {"ingress": [{"from_port": 22, "to_port": 22, "protocol": "tcp", "ipv6_cidr_blocks": ["::/0"]}]}}}
}

test_denies_range_around_it if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_security_group", "attributes": {"ingress": [{"from_port": "20", "to_port": "4000", "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}]}}}
}

test_denies_every_protocol if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_security_group", "attributes": {"ingress": [{"from_port": 0, "to_port": 0, "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]}]}}}
}

test_denies_both_families if {
	count(policy.deny) == 2 with input as {"resource": {"type": "aws_security_group", "attributes": {"ingress": [{"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"], "ipv6_cidr_blocks": ["::/0"]}]}}}
}

test_denies_rule_resource if {
	policy.deny == {{"message": "SSH (port 22) is open to 0.0.0.0/0", "path": ["cidr_blocks", 0]}} with input as {"resource": {"type": "aws_security_group_rule", "attributes": {"type": "ingress", "from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}}}
}

test_denies_vpc_rule if {
	policy.deny == {{"message": "SSH (port 22) is open to 0.0.0.0/0", "path": ["cidr_ipv4"]}} with input as {"resource": {"type": "aws_vpc_security_group_ingress_rule", "attributes": {"ip_protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_ipv4": "0.0.0.0/0"}}}
}

test_denies_vpc_rule_ipv6_every_protocol if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_vpc_security_group_ingress_rule", "attributes": {"ip_protocol": "-1", "cidr_ipv6": "::/0"}}}
}

test_allows_other_port if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_security_group", "attributes": {"ingress": [{"from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}]}}}
}

test_allows_private_range if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_security_group", "attributes": {"ingress": [{"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8"]}]}}}
}

test_allows_udp if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_security_group", "attributes": {"ingress": [{"from_port": 22, "to_port": 22, "protocol": "udp", "cidr_blocks": ["0.0.0.0/0"]}]}}}
}

test_allows_egress_rule if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_security_group_rule", "attributes": {"type": "egress", "from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}}}
}

test_allows_source_group if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_security_group", "attributes": {"ingress": [{"from_port": 22, "to_port": 22, "protocol": "tcp", "security_groups": ["sg-1"], "cidr_blocks": null}]}}}
}

test_allows_no_ingress if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_security_group", "attributes": {}}}
}

test_allows_null if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_security_group", "attributes": {"ingress": null}}}
}
