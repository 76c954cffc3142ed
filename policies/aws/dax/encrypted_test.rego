package provost.aws.dax.encrypted_test

import rego.v1

import data.provost.aws.dax.encrypted as policy

test_denies_when_off if {
	policy.deny == {{"message": "the cache is not encrypted", "path": ["server_side_encryption", 0, "enabled"]}} with input as {"resource": {"type": "aws_dax_cluster", "attributes": {"server_side_encryption": [{"enabled": false}]}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_dax_cluster", "attributes": {}}}
}

test_denies_empty_block if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_dax_cluster", "attributes": {"server_side_encryption": [{}]}}}
}

test_denies_null_block if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_dax_cluster", "attributes": {"server_side_encryption": null}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_dax_cluster", "attributes": {"server_side_encryption": [{"enabled": true}]}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_dax_cluster", "attributes": {"server_side_encryption": [{"enabled": "true"}]}}}
}
