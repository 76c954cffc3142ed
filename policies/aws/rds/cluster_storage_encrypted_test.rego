package provost.aws.rds.cluster_storage_encrypted_test

import rego.v1

import data.provost.aws.rds.cluster_storage_encrypted as policy

test_denies_when_off if {
	policy.deny == {{"message": "cluster storage is not encrypted", "path": ["storage_encrypted"]}} with input as {"resource": {"type": "aws_rds_cluster", "attributes": {"storage_encrypted": false}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_rds_cluster", "attributes": {}}}
}

test_denies_when_absent_provisioned if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_rds_cluster", "attributes": {"engine_mode": "provisioned"}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_rds_cluster", "attributes": {"storage_encrypted": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_rds_cluster", "attributes": {"storage_encrypted": "true"}}}
}

test_allows_serverless_by_default if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_rds_cluster", "attributes": {"engine_mode": "serverless"}}}
}

test_denies_false_on_serverless if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_rds_cluster", "attributes": {"engine_mode": "serverless", "storage_encrypted": false}}}
}
