package provost.aws.s3.incomplete_uploads_aborted_test

import rego.v1

import data.provost.aws.s3.incomplete_uploads_aborted as policy

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_s3_bucket_lifecycle_configuration", "attributes": {"rule": [{"status": "Enabled", "expiration": [{"days": 1}]}]}}}
	paths == {["rule"]}
}

test_denies_disabled if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket_lifecycle_configuration", "attributes": {"rule": [{"status": "Disabled", "abort_incomplete_multipart_upload": [{"days_after_initiation": 7}]}]}}}
}

test_denies_a_prefix if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket_lifecycle_configuration", "attributes": {"rule": [{"status": "Enabled", "filter": [{"prefix": "a/"}], "abort_incomplete_multipart_upload": [{"days_after_initiation": 7}]}]}}}
}

test_allows_the_bucket if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket_lifecycle_configuration", "attributes": {"rule": [{"status": "Enabled", "filter": [{}], "abort_incomplete_multipart_upload": [{"days_after_initiation": "7"}]}]}}}
}
