package provost.aws.vpc.default_security_group_closed_test

import rego.v1

import data.provost.aws.vpc.default_security_group_closed as policy

test_denies_vpc_alone if {
	policy.deny == {{"message": "the default security group is not closed", "path": []}} with input as {"resource": {"type": "aws_vpc", "attributes": {}}}
}

test_denies_vpc_with_open_group if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_vpc", "attributes": {}}, "related": {"aws_default_security_group": [{"attributes": {"ingress": [{"self": true}]}}]}}
}

test_denies_both_directions if {
	count(policy.deny) == 2 with input as {"resource": {"type": "aws_vpc", "attributes": {}}, "related": {"aws_default_security_group": [{"attributes": {"ingress": [{"self": true}], "egress": [{"protocol": "-1"}]}}]}}
}

test_allows_closed_group if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_vpc", "attributes": {"cidr_block": "10.0.0.0/16"}}, "related": {"aws_default_security_group": [{"attributes": {"vpc_id": "v"}}]}}
}

test_allows_empty_lists if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_vpc", "attributes": {}}, "related": {"aws_default_security_group": [{"attributes": {"ingress": [], "egress": []}}]}}
}

test_denies_lone_group if {
	policy.deny == {{"message": "the default security group has egress rules", "path": ["egress"]}} with input as {"resource": {"type": "aws_default_security_group", "attributes": {"egress": [{"protocol": "-1"}]}}}
}

test_allows_lone_closed_group if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_default_security_group", "attributes": {}}}
}

test_denies_attached_rule if {
	policy.deny == {{"message": "rules are attached to the default security group", "path": []}} with input as {"resource": {"type": "aws_default_security_group", "attributes": {}}, "related": {"aws_vpc": [{}], "aws_vpc_security_group_ingress_rule": [{}]}}
}

test_group_is_judged_at_its_vpc if {
	not policy.applicable with input as {"resource": {"type": "aws_default_security_group", "attributes": {}}, "related": {"aws_vpc": [{}]}}
}
