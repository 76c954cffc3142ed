package provost.aws.workspaces.root_volume_encrypted_test

import rego.v1

import data.provost.aws.workspaces.root_volume_encrypted as policy

test_denies_when_off if {
	policy.deny == {{"message": "the root volume is not encrypted", "path": ["root_volume_encryption_enabled"]}} with input as {"resource": {"type": "aws_workspaces_workspace", "attributes": {"root_volume_encryption_enabled": false}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_workspaces_workspace", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_workspaces_workspace", "attributes": {"root_volume_encryption_enabled": null}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_workspaces_workspace", "attributes": {"root_volume_encryption_enabled": "false"}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_workspaces_workspace", "attributes": {"root_volume_encryption_enabled": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_workspaces_workspace", "attributes": {"root_volume_encryption_enabled": "true"}}}
}
