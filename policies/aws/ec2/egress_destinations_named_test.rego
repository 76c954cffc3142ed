package provost.aws.ec2.egress_destinations_named_test

import rego.v1

import data.provost.aws.ec2.egress_destinations_named as policy

test_denies_one_port if {
	policy.deny == {{"message": "traffic may leave to 0.0.0.0/0", "path": ["egress", 0, "cidr_blocks", 0]}} with input as {"resource": {"type": "aws_security_group", "attributes": {"egress": [{"from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}]}}}
}

test_denies_no_port if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_security_group", "attributes": {"egress": [{"cidr_blocks": ["0.0.0.0/0"]}]}}}
}

test_denies_rule_resource if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_security_group_rule", "attributes": {"type": "egress", "from_port": 0, "to_port": 0, "protocol": "-1", "ipv6_cidr_blocks": ["::/0"]}}}
}

test_denies_vpc_rule if {
	policy.deny == {{"message": "traffic may leave to 0.0.0.0/0", "path": ["cidr_ipv4"]}} with input as {"resource": {"type": "aws_vpc_security_group_egress_rule", "attributes": {"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}}}
}

test_allows_private_range if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_security_group", "attributes": {"egress": [{"from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8"]}]}}}
}

test_allows_ingress_rule if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_security_group_rule", "attributes": {"type": "ingress", "from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}}}
}

test_allows_nothing if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_security_group", "attributes": {}}}
}
