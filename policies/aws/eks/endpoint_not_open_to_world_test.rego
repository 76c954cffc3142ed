package provost.aws.eks.endpoint_not_open_to_world_test

import rego.v1

import data.provost.aws.eks.endpoint_not_open_to_world as policy

test_denies_world if {
	policy.deny == {{"message": "the Kubernetes API is open to 0.0.0.0/0", "path": ["vpc_config", 0, "public_access_cidrs", 1]}} with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"vpc_config": [{"subnet_ids": ["a"], "endpoint_public_access": true, "public_access_cidrs": ["203.0.113.0/24", "0.0.0.0/0"]}]}}}
}

test_denies_absent if {
	policy.deny == {{"message": "the Kubernetes API is open to every address by default", "path": ["vpc_config", 0, "public_access_cidrs"]}} with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"vpc_config": [{"subnet_ids": ["a"]}]}}}
}

test_denies_empty if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"vpc_config": [{"subnet_ids": ["a"], "endpoint_public_access": "true", "public_access_cidrs": []}]}}}
}

test_allows_ranges if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"vpc_config": [{"subnet_ids": ["a"], "endpoint_public_access": true, "public_access_cidrs": ["203.0.113.0/24"]}]}}}
}

test_allows_private if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"vpc_config": [{"subnet_ids": ["a"], "endpoint_public_access": false}]}}}
}

test_allows_private_with_world if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"vpc_config": [{"subnet_ids": ["a"], "endpoint_public_access": false, "public_access_cidrs": ["0.0.0.0/0"]}]}}}
}
