package provost.aws.efs.access_point_user_enforced_test

import rego.v1

import data.provost.aws.efs.access_point_user_enforced as policy

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_efs_access_point", "attributes": {}}}
	paths == {["posix_user"]}
}

test_allows_a_user if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_efs_access_point", "attributes": {"posix_user": [{"uid": 1000, "gid": 1000}]}}}
}

test_allows_text if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_efs_access_point", "attributes": {"posix_user": [{"uid": "1000"}]}}}
}
