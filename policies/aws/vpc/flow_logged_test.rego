package provost.aws.vpc.flow_logged_test

import rego.v1

import data.provost.aws.vpc.flow_logged as policy

test_denies_alone if {
	policy.deny == {{"message": "no flow log records the traffic of the VPC", "path": []}} with input as {"resource": {"type": "aws_vpc", "attributes": {}}}
}

test_denies_with_other_relations if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_vpc", "attributes": {}}, "related": {"aws_subnet": [{}]}}
}

test_allows_flow_log if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_vpc", "attributes": {}}, "related": {"aws_flow_log": [{"attributes": {}}]}}
}
