package provost.aws.efs.access_point_root_folder_enforced_test

import rego.v1

import data.provost.aws.efs.access_point_root_folder_enforced as policy

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_efs_access_point", "attributes": {}}}
	messages == {"clients see the whole file system"}
}

test_denies_the_root if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_efs_access_point", "attributes": {"root_directory": [{"path": "/"}]}}}
	paths == {["root_directory", 0, "path"]}
}

test_allows_a_folder if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_efs_access_point", "attributes": {"root_directory": [{"path": "/app"}]}}}
}
