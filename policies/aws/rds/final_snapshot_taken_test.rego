package provost.aws.rds.final_snapshot_taken_test

import rego.v1

import data.provost.aws.rds.final_snapshot_taken as policy

test_denies_when_skipped if {
	policy.deny == {{"message": "no final snapshot is taken on deletion", "path": ["skip_final_snapshot"]}} with input as {"resource": {"type": "aws_db_instance", "attributes": {"skip_final_snapshot": true}}}
}

test_denies_true_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_db_instance", "attributes": {"skip_final_snapshot": "true"}}}
}

test_allows_when_taken if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"skip_final_snapshot": false}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {}}}
}

test_replica_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_db_instance", "attributes": {"replicate_source_db": "x"}}}
}
