package provost.aws.s3.bucket_object_locked_test

import rego.v1

import data.provost.aws.s3.bucket_object_locked as policy

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}}
	paths == {["object_lock_enabled"]}
}

test_denies_off if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"object_lock_enabled": false}}}
	messages == {"objects can be deleted and overwritten at any time"}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"object_lock_enabled": "true"}}}
}

test_allows_a_block if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"object_lock_configuration": [{"object_lock_enabled": "Enabled"}]}}}
}

test_allows_beside if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_object_lock_configuration": [{}]}}
}
