package provost.aws.efs.encrypted_test

import rego.v1

import data.provost.aws.efs.encrypted as policy

test_denies_when_off if {
	policy.deny == {{"message": "the file system is not encrypted", "path": ["encrypted"]}} with input as {"resource": {"type": "aws_efs_file_system", "attributes": {"encrypted": false}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_efs_file_system", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_efs_file_system", "attributes": {"encrypted": null}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_efs_file_system", "attributes": {"encrypted": "false"}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_efs_file_system", "attributes": {"encrypted": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_efs_file_system", "attributes": {"encrypted": "true"}}}
}
