package provost.aws.rds.not_publicly_accessible_test

import rego.v1

import data.provost.aws.rds.not_publicly_accessible as policy

test_denies_when_public if {
	policy.deny == {{"message": "the database has a public endpoint", "path": ["publicly_accessible"]}} with input as {"resource": {"type": "aws_db_instance", "attributes": {"publicly_accessible": true}}}
}

test_denies_true_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_db_instance", "attributes": {"publicly_accessible": "true"}}}
}

test_denies_cluster_instance if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_rds_cluster_instance", "attributes": {"publicly_accessible": true}}}
}

test_allows_when_off if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"publicly_accessible": false}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {}}}
}

test_allows_null if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"publicly_accessible": null}}}
}
