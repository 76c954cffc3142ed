package provost.aws.rds.backups_enabled_test

import rego.v1

import data.provost.aws.rds.backups_enabled as policy

test_denies_zero if {
	policy.deny == {{"message": "backups are kept for 0 days; 1 to 35 are possible", "path": ["backup_retention_period"]}} with input as {"resource": {"type": "aws_db_instance", "attributes": {"backup_retention_period": 0}}}
}

test_denies_zero_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_db_instance", "attributes": {"backup_retention_period": "0"}}}
}

test_denies_more_than_possible if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_db_instance", "attributes": {"backup_retention_period": 36}}}
}

test_denies_zero_on_cluster if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_rds_cluster", "attributes": {"backup_retention_period": 0}}}
}

test_allows_a_week if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"backup_retention_period": 7}}}
}

test_allows_most if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"backup_retention_period": 35}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {}}}
}
