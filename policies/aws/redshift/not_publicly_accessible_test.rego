package provost.aws.redshift.not_publicly_accessible_test

import rego.v1

import data.provost.aws.redshift.not_publicly_accessible as policy

test_denies_public if {
	policy.deny == {{"message": "the cluster has a public endpoint", "path": ["publicly_accessible"]}} with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"publicly_accessible": true}}}
}

test_denies_true_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"publicly_accessible": "true"}}}
}

test_allows_off if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"publicly_accessible": false}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {}}}
}
