package provost.aws.rds.snapshot_private_test

import rego.v1

import data.provost.aws.rds.snapshot_private as policy

test_denies_all if {
	policy.deny == {{"message": "the snapshot is shared with everybody", "path": ["shared_accounts", 1]}} with input as {"resource": {"type": "aws_db_snapshot", "attributes": {"shared_accounts": ["111122223333", "all"]}}}
}

test_denies_cluster_snapshot if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_db_cluster_snapshot", "attributes": {"shared_accounts": ["all"]}}}
}

test_allows_accounts if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_snapshot", "attributes": {"shared_accounts": ["111122223333"]}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_snapshot", "attributes": {}}}
}

test_allows_null if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_snapshot", "attributes": {"shared_accounts": null}}}
}
