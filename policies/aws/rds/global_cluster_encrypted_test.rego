package provost.aws.rds.global_cluster_encrypted_test

import rego.v1

import data.provost.aws.rds.global_cluster_encrypted as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_rds_global_cluster", "attributes": {"storage_encrypted": false}}}
	messages == {"storage is not encrypted"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_rds_global_cluster", "attributes": {"storage_encrypted": true}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_rds_global_cluster", "attributes": {}}}
	paths == {["storage_encrypted"]}
}

test_denies_bad_as_text if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_rds_global_cluster", "attributes": {"storage_encrypted": "false"}}}
}

test_allows_good_as_text if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_rds_global_cluster", "attributes": {"storage_encrypted": "true"}}}
}
