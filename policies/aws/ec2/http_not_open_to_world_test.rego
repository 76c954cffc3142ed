package provost.aws.ec2.http_not_open_to_world_test

import rego.v1

import data.provost.aws.ec2.http_not_open_to_world as policy

test_denies_inline if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_security_group", "attributes": {"ingress": [{"protocol": "tcp", "from_port": 80, "to_port": 80, "cidr_blocks": ["0.0.0.0/0"]}]}}}
	paths == {["ingress", 0, "cidr_blocks", 0]}
}

test_denies_a_rule if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_vpc_security_group_ingress_rule", "attributes": {"ip_protocol": "-1", "cidr_ipv6": "::/0"}}}
	messages == {"HTTP (port 80) is open to ::/0"}
}

test_allows_others if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_security_group_rule", "attributes": {"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]}}}
}

test_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_security_group", "attributes": {}}}
}
