package provost.aws.opensearch.in_vpc_test

import rego.v1

import data.provost.aws.opensearch.in_vpc as policy

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_opensearch_domain", "attributes": {}}}
	paths == {["vpc_options"]}
}

test_allows_subnets if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_opensearch_domain", "attributes": {"vpc_options": [{"subnet_ids": ["subnet-0"]}]}}}
}
