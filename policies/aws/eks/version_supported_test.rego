package provost.aws.eks.version_supported_test

import rego.v1

import data.provost.aws.eks.version_supported as policy

test_denies_an_old_one if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"version": "1.22"}}, "params": {"oldest_minor": 31}}
	messages == {"version 1.22 is no longer supported"}
}

test_denies_a_number if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"version": 1.25}}, "params": {"oldest_minor": 31}}
}

test_allows_a_current_one if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"version": "1.33"}}, "params": {"oldest_minor": 31}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_eks_cluster", "attributes": {}}, "params": {"oldest_minor": 31}}
}
