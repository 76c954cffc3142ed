package provost.aws.rds.performance_insights_on_test

import rego.v1

import data.provost.aws.rds.performance_insights_on as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_db_instance", "attributes": {"performance_insights_enabled": false}}}
	messages == {"performance insights is off"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"performance_insights_enabled": true}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_db_instance", "attributes": {}}}
	paths == {["performance_insights_enabled"]}
}

test_denies_bad_as_text if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_db_instance", "attributes": {"performance_insights_enabled": "false"}}}
}

test_allows_good_as_text if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"performance_insights_enabled": "true"}}}
}
