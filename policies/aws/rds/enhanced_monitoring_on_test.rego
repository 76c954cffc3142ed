package provost.aws.rds.enhanced_monitoring_on_test

import rego.v1

import data.provost.aws.rds.enhanced_monitoring_on as policy

test_denies_zero if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_db_instance", "attributes": {"monitoring_interval": 0}}}
	paths == {["monitoring_interval"]}
}

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_db_instance", "attributes": {}}}
	messages == {"enhanced monitoring is off"}
}

test_allows_seconds if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"monitoring_interval": 60}}}
}

test_allows_text if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"monitoring_interval": "5"}}}
}
