package provost.aws.iam.root_without_access_key_test

import rego.v1

import data.provost.aws.iam.root_without_access_key as policy

test_denies_root if {
	policy.deny == {{"message": "the key belongs to the root user", "path": ["user"]}} with input as {"resource": {"type": "aws_iam_access_key", "attributes": {"user": "root"}}}
}

test_allows_user if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_access_key", "attributes": {"user": "robot"}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_access_key", "attributes": {}}}
}
