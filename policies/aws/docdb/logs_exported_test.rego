package provost.aws.docdb.logs_exported_test

import rego.v1

import data.provost.aws.docdb.logs_exported as policy

test_denies_absent if {
	policy.deny == {{"message": "no log is exported to CloudWatch Logs", "path": ["enabled_cloudwatch_logs_exports"]}} with input as {"resource": {"type": "aws_docdb_cluster", "attributes": {}}}
}

test_denies_empty if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_docdb_cluster", "attributes": {"enabled_cloudwatch_logs_exports": []}}}
}

test_denies_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_docdb_cluster", "attributes": {"enabled_cloudwatch_logs_exports": null}}}
}

test_allows_wanted if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_docdb_cluster", "attributes": {"enabled_cloudwatch_logs_exports": ["profiler"]}}}
}
