package provost.aws.eks.endpoint_private_test

import rego.v1

import data.provost.aws.eks.endpoint_private as policy

test_denies_public if {
	policy.deny == {{"message": "the Kubernetes API has a public endpoint", "path": ["vpc_config", 0, "endpoint_public_access"]}} with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"vpc_config": [{"subnet_ids": ["a"], "endpoint_public_access": true}]}}}
}

test_denies_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"vpc_config": [{"subnet_ids": ["a"]}]}}}
}

test_denies_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"vpc_config": [{"subnet_ids": ["a"], "endpoint_public_access": null}]}}}
}

test_denies_with_allowed_ranges if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"vpc_config": [{"subnet_ids": ["a"], "endpoint_public_access": true, "public_access_cidrs": ["203.0.113.0/24"]}]}}}
}

test_allows_private if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"vpc_config": [{"subnet_ids": ["a"], "endpoint_public_access": false}]}}}
}

test_allows_false_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"vpc_config": [{"subnet_ids": ["a"], "endpoint_public_access": "false"}]}}}
}
