package provost.aws.ec2.security_group_rules_described_test

import rego.v1

import data.provost.aws.ec2.security_group_rules_described as policy

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_security_group_rule", "attributes": {}}}
	paths == {["description"]}
}

test_denies_the_default if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_security_group", "attributes": {"description": "Managed by Terraform"}}}
	messages == {"the description says nothing"}
}

test_denies_a_rule if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_security_group", "attributes": {"description": "web", "ingress": [{"description": "a"}, {}]}}}
	paths == {["ingress", 1, "description"]}
}

test_allows_all if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_security_group", "attributes": {"description": "web", "egress": [{"description": "out"}]}}}
}
