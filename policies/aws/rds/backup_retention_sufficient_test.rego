package provost.aws.rds.backup_retention_sufficient_test

import rego.v1

import data.provost.aws.rds.backup_retention_sufficient as policy

test_denies_zero if {
	policy.deny == {{"message": "backups are kept for 0 days, fewer than 2", "path": ["backup_retention_period"]}} with input as {"resource": {"type": "aws_db_instance", "attributes": {"backup_retention_period": 0}}, "params": {"min_days": 2}}
}

test_denies_one_day_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_db_instance", "attributes": {"backup_retention_period": "1"}}, "params": {"min_days": 2}}
}

test_denies_absent_on_instance if {
	policy.deny == {{"message": "no backup retention is set, and the default keeps fewer than 2 days", "path": ["backup_retention_period"]}} with input as {"resource": {"type": "aws_db_instance", "attributes": {}}, "params": {"min_days": 2}}
}

test_denies_absent_on_cluster if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_rds_cluster", "attributes": {}}, "params": {"min_days": 2}}
}

test_denies_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_db_instance", "attributes": {"backup_retention_period": null}}, "params": {"min_days": 2}}
}

test_allows_a_week if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"backup_retention_period": 7}}, "params": {"min_days": 2}}
}

test_denies_a_week_where_thirty_days_are_asked if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_db_instance", "attributes": {"backup_retention_period": 7}}, "params": {"min_days": 30}}
}

test_replica_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_db_instance", "attributes": {"replicate_source_db": "orders"}}, "params": {"min_days": 2}}
}
