package provost.aws.vpc.network_acl_not_open_test

import rego.v1

import data.provost.aws.vpc.network_acl_not_open as policy

test_denies_rule if {
	policy.deny == {{"message": "the network ACL lets every protocol and port in", "path": ["protocol"]}} with input as {"resource": {"type": "aws_network_acl_rule", "attributes": {"egress": false, "protocol": "-1", "rule_action": "allow", "cidr_block": "0.0.0.0/0"}}}
}

test_denies_all_tcp if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_network_acl_rule", "attributes": {"egress": false, "protocol": "tcp", "rule_action": "allow", "cidr_block": "0.0.0.0/0", "from_port": 0, "to_port": 65535}}}
}

test_denies_inline if {
	policy.deny == {{"message": "the network ACL lets every protocol and port in", "path": ["ingress", 0]}} with input as {"resource": {"type": "aws_network_acl", "attributes": {"ingress": [{"action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}]}}}
}

test_allows_port if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_network_acl_rule", "attributes": {"egress": false, "protocol": "tcp", "rule_action": "allow", "cidr_block": "0.0.0.0/0", "from_port": 443, "to_port": 443}}}
}

test_allows_denial if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_network_acl_rule", "attributes": {"egress": false, "protocol": "-1", "rule_action": "deny", "cidr_block": "0.0.0.0/0"}}}
}

test_allows_egress if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_network_acl_rule", "attributes": {"egress": true, "protocol": "-1", "rule_action": "allow", "cidr_block": "0.0.0.0/0"}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_network_acl", "attributes": {}}}
}
