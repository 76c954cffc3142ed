package provost.aws.redshift.vpc_routing_enhanced_test

import rego.v1

import data.provost.aws.redshift.vpc_routing_enhanced as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"enhanced_vpc_routing": false}}}
	messages == {"loads and unloads go around the VPC"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"enhanced_vpc_routing": true}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {}}}
	paths == {["enhanced_vpc_routing"]}
}

test_denies_bad_as_text if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"enhanced_vpc_routing": "false"}}}
}

test_allows_good_as_text if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"enhanced_vpc_routing": "true"}}}
}
