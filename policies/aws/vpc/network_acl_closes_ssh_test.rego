package provost.aws.vpc.network_acl_closes_ssh_test

import rego.v1

import data.provost.aws.vpc.network_acl_closes_ssh as policy

test_denies_inline if {
	policy.deny == {{"message": "the network ACL lets SSH (port 22) in from every address", "path": ["ingress", 0]}} with input as {"resource": {"type": "aws_network_acl", "attributes": {"ingress": [{"protocol": "tcp", "action": "allow", "rule_no": 100, "cidr_block": "0.0.0.0/0", "from_port": 22, "to_port": 22}]}}}
}

test_denies_rule if {
	policy.deny == {{"message": "the network ACL lets SSH (port 22) in from every address", "path": ["rule_action"]}} with input as {"resource": {"type": "aws_network_acl_rule", "attributes": {"egress": false, "protocol": "tcp", "rule_action": "allow", "cidr_block": "0.0.0.0/0", "from_port": 22, "to_port": 22}}}
}

test_denies_ipv6 if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_network_acl_rule", "attributes": {"egress": false, "protocol": "tcp", "rule_action": "allow", "cidr_block": null, "from_port": 22, "to_port": 22, "ipv6_cidr_block": "::/0"}}}
}

test_denies_every_protocol if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_network_acl_rule", "attributes": {"egress": false, "protocol": "-1", "rule_action": "allow", "cidr_block": "0.0.0.0/0", "from_port": 0, "to_port": 0}}}
}

test_allows_denial if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_network_acl_rule", "attributes": {"egress": false, "protocol": "tcp", "rule_action": "deny", "cidr_block": "0.0.0.0/0", "from_port": 22, "to_port": 22}}}
}

test_allows_egress if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_network_acl_rule", "attributes": {"egress": true, "protocol": "tcp", "rule_action": "allow", "cidr_block": "0.0.0.0/0", "from_port": 22, "to_port": 22}}}
}

test_allows_private if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_network_acl_rule", "attributes": {"egress": false, "protocol": "tcp", "rule_action": "allow", "cidr_block": "10.0.0.0/8", "from_port": 22, "to_port": 22}}}
}

test_allows_other_port if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_network_acl_rule", "attributes": {"egress": false, "protocol": "tcp", "rule_action": "allow", "cidr_block": "0.0.0.0/0", "from_port": 443, "to_port": 443}}}
}

test_allows_inline_denial if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_network_acl", "attributes": {"ingress": [{"protocol": "tcp", "action": "deny", "rule_no": 100, "cidr_block": "0.0.0.0/0", "from_port": 22, "to_port": 22}]}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_network_acl", "attributes": {}}}
}
