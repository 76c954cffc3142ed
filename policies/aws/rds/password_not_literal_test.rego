package provost.aws.rds.password_not_literal_test

import rego.v1

import data.provost.aws.rds.password_not_literal as policy

test_denies_instance if {
	policy.deny == {{"message": "a literal password stands in the configuration", "path": ["password"]}} with input as {"resource": {"type": "aws_db_instance", "attributes": {"password": "correct-horse"}}}
}

test_denies_cluster if {
	policy.deny == {{"message": "a literal password stands in the configuration", "path": ["master_password"]}} with input as {"resource": {"type": "aws_rds_cluster", "attributes": {"master_password": "correct-horse"}}}
}

test_allows_generated if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"password": "x"}}, "related": {"random_password": [{}]}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"manage_master_user_password": true}}}
}

test_allows_null if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"password": null}}}
}

test_allows_empty if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"password": ""}}}
}
