package provost.aws.redshift.encrypted_test

import rego.v1

import data.provost.aws.redshift.encrypted as policy

test_denies_when_off if {
	policy.deny == {{"message": "the cluster is not encrypted", "path": ["encrypted"]}} with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"encrypted": false}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"encrypted": null}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"encrypted": "false"}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"encrypted": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"encrypted": "true"}}}
}
