package provost.aws.s3.bucket_events_notified_test

import rego.v1

import data.provost.aws.s3.bucket_events_notified as policy

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}}
	paths == {[]}
}

test_allows_beside if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_notification": [{}]}}
}
