package provost.aws.docdb.backup_retention_sufficient_test

import rego.v1

import data.provost.aws.docdb.backup_retention_sufficient as policy

test_denies_few if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_docdb_cluster", "attributes": {"backup_retention_period": 6}}, "params": {"least_days": 7}}
	paths == {["backup_retention_period"]}
}

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_docdb_cluster", "attributes": {}}, "params": {"least_days": 7}}
	messages == {"backups are kept for too few days"}
}

test_allows_enough if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_docdb_cluster", "attributes": {"backup_retention_period": "7"}}, "params": {"least_days": 7}}
}
