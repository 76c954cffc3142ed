package provost.aws.eks.secrets_encrypted_test

import rego.v1

import data.provost.aws.eks.secrets_encrypted as policy

test_denies_absent if {
	policy.deny == {{"message": "Kubernetes secrets are not encrypted with a KMS key", "path": ["encryption_config", 0, "resources"]}} with input as {"resource": {"type": "aws_eks_cluster", "attributes": {}}}
}

test_denies_other_resources if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"encryption_config": [{"resources": []}]}}}
}

test_allows_secrets if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"encryption_config": [{"resources": ["secrets"], "provider": [{"key_arn": "k"}]}]}}}
}
