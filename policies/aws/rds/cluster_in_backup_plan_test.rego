package provost.aws.rds.cluster_in_backup_plan_test

import rego.v1

import data.provost.aws.rds.cluster_in_backup_plan as policy

test_denies_alone if {
	policy.deny == {{"message": "no backup selection names the cluster", "path": []}} with input as {"resource": {"type": "aws_rds_cluster", "attributes": {}}}
}

test_denies_with_other_relations if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_rds_cluster", "attributes": {}}, "related": {"aws_kms_key": [{}]}}
}

test_allows_selection if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_rds_cluster", "attributes": {}}, "related": {"aws_backup_selection": [{}]}}
}
