package provost.aws.neptune.storage_encrypted_test

import rego.v1

import data.provost.aws.neptune.storage_encrypted as policy

test_denies_when_off if {
	policy.deny == {{"message": "the cluster is not encrypted", "path": ["storage_encrypted"]}} with input as {"resource": {"type": "aws_neptune_cluster", "attributes": {"storage_encrypted": false}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_neptune_cluster", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_neptune_cluster", "attributes": {"storage_encrypted": null}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_neptune_cluster", "attributes": {"storage_encrypted": "false"}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_neptune_cluster", "attributes": {"storage_encrypted": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_neptune_cluster", "attributes": {"storage_encrypted": "true"}}}
}
