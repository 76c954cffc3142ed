package provost.aws.msk.broker_logs_kept_test

import rego.v1

import data.provost.aws.msk.broker_logs_kept as policy

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_msk_cluster", "attributes": {}}}
	messages == {"broker logs are not kept"}
}

test_denies_when_off if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_msk_cluster", "attributes": {"logging_info": [{"broker_logs": [{"s3": [{"enabled": false}]}]}]}}}
	paths == {["logging_info"]}
}

test_allows_one if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_msk_cluster", "attributes": {"logging_info": [{"broker_logs": [{"s3": [{"enabled": false}], "firehose": [{"enabled": true}]}]}]}}}
}
