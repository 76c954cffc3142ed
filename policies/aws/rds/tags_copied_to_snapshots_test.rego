package provost.aws.rds.tags_copied_to_snapshots_test

import rego.v1

import data.provost.aws.rds.tags_copied_to_snapshots as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_db_instance", "attributes": {"copy_tags_to_snapshot": false}}}
	messages == {"tags are not copied to snapshots"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"copy_tags_to_snapshot": true}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_db_instance", "attributes": {}}}
	paths == {["copy_tags_to_snapshot"]}
}

test_denies_bad_as_text if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_db_instance", "attributes": {"copy_tags_to_snapshot": "false"}}}
}

test_allows_good_as_text if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"copy_tags_to_snapshot": "true"}}}
}
