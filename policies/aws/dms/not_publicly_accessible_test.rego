package provost.aws.dms.not_publicly_accessible_test

import rego.v1

import data.provost.aws.dms.not_publicly_accessible as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_dms_replication_instance", "attributes": {"publicly_accessible": true}}}
	messages == {"the instance has a public address"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_dms_replication_instance", "attributes": {"publicly_accessible": false}}}
}

test_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_dms_replication_instance", "attributes": {}}}
}

test_denies_bad_as_text if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_dms_replication_instance", "attributes": {"publicly_accessible": "true"}}}
}

test_allows_good_as_text if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_dms_replication_instance", "attributes": {"publicly_accessible": "false"}}}
}
