package provost.aws.s3.bucket_acls_disabled_test

import rego.v1

import data.provost.aws.s3.bucket_acls_disabled as policy

test_denies_preferred if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_s3_bucket_ownership_controls", "attributes": {"rule": [{"object_ownership": "BucketOwnerPreferred"}]}}}
	paths == {["rule", 0, "object_ownership"]}
}

test_allows_enforced if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket_ownership_controls", "attributes": {"rule": [{"object_ownership": "BucketOwnerEnforced"}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket_ownership_controls", "attributes": {}}}
}
