package provost.aws.rds.cluster_snapshot_encrypted_test

import rego.v1

import data.provost.aws.rds.cluster_snapshot_encrypted as policy

test_denies_the_cluster if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_db_cluster_snapshot", "attributes": {}}, "related": {"aws_rds_cluster": [{"attributes": {}}]}}
	paths == {["db_cluster_identifier"]}
}

test_denies_off if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_db_cluster_snapshot", "attributes": {"storage_encrypted": "false"}}}
	messages == {"the snapshot is not encrypted"}
}

test_allows_an_encrypted_one if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_cluster_snapshot", "attributes": {}}, "related": {"aws_rds_cluster": [{"attributes": {"storage_encrypted": true}}]}}
}

test_allows_clusters_elsewhere if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_cluster_snapshot", "attributes": {}}}
}
