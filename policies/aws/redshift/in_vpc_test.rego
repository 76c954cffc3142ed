package provost.aws.redshift.in_vpc_test

import rego.v1

import data.provost.aws.redshift.in_vpc as policy

test_denies_when_absent if {
	policy.deny == {{"message": "no subnet group places the cluster in a VPC", "path": ["cluster_subnet_group_name"]}} with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"cluster_subnet_group_name": null}}}
}

test_denies_empty if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"cluster_subnet_group_name": ""}}}
}

test_allows_when_set if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"cluster_subnet_group_name": "x"}}}
}
