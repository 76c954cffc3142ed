package provost.aws.redshift.snapshots_kept_test

import rego.v1

import data.provost.aws.redshift.snapshots_kept as policy

test_denies_zero if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"automated_snapshot_retention_period": "0"}}}
	paths == {["automated_snapshot_retention_period"]}
}

test_allows_days if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"automated_snapshot_retention_period": 7}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {}}}
}
