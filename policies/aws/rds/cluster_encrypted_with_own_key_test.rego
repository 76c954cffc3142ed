package provost.aws.rds.cluster_encrypted_with_own_key_test

import rego.v1

import data.provost.aws.rds.cluster_encrypted_with_own_key as policy

test_denies_when_absent if {
	policy.deny == {{"message": "the cluster is not encrypted with a customer-managed key", "path": ["kms_key_id"]}} with input as {"resource": {"type": "aws_rds_cluster", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_rds_cluster", "attributes": {"kms_key_id": null}}}
}

test_denies_empty if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_rds_cluster", "attributes": {"kms_key_id": ""}}}
}

test_allows_when_set if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_rds_cluster", "attributes": {"kms_key_id": "x"}}}
}
