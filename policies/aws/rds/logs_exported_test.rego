package provost.aws.rds.logs_exported_test

import rego.v1

import data.provost.aws.rds.logs_exported as policy

test_denies_when_empty if {
	policy.deny == {{"message": "no log is exported to CloudWatch Logs", "path": ["enabled_cloudwatch_logs_exports"]}} with input as {"resource": {"type": "aws_db_instance", "attributes": {"enabled_cloudwatch_logs_exports": []}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_db_instance", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_db_instance", "attributes": {"enabled_cloudwatch_logs_exports": null}}}
}

test_allows_one if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"enabled_cloudwatch_logs_exports": ["postgresql"]}}}
}
