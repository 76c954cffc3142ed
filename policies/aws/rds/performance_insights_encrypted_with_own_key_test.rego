package provost.aws.rds.performance_insights_encrypted_with_own_key_test

import rego.v1

import data.provost.aws.rds.performance_insights_encrypted_with_own_key as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_db_instance", "attributes": {"performance_insights_enabled": true, "performance_insights_kms_key_id": ""}}}
	messages == {"data is not encrypted with a key of your own"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"performance_insights_enabled": true, "performance_insights_kms_key_id": "arn:aws:kms:eu-west-1:111122223333:key/0123"}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_db_instance", "attributes": {"performance_insights_enabled": true}}}
	paths == {["performance_insights_kms_key_id"]}
}

test_does_not_judge_others if {
	not policy.applicable with input as {"resource": {"type": "aws_db_instance", "attributes": {}}}
}
