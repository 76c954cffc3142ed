package provost.aws.eks.node_group_ssh_closed_test

import rego.v1

import data.provost.aws.eks.node_group_ssh_closed as policy

test_denies_a_key_alone if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_eks_node_group", "attributes": {"remote_access": [{"ec2_ssh_key": "ops"}]}}}
	paths == {["remote_access", 0, "source_security_group_ids"]}
}

test_denies_no_groups if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_eks_node_group", "attributes": {"remote_access": [{"ec2_ssh_key": "ops", "source_security_group_ids": []}]}}}
}

test_allows_groups if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_eks_node_group", "attributes": {"remote_access": [{"ec2_ssh_key": "ops", "source_security_group_ids": ["sg-0"]}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_eks_node_group", "attributes": {}}}
}
