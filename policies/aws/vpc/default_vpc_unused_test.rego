package provost.aws.vpc.default_vpc_unused_test

import rego.v1

import data.provost.aws.vpc.default_vpc_unused as policy

test_denies_default_vpc if {
	policy.deny == {{"message": "the default VPC is taken over", "path": []}} with input as {"resource": {"type": "aws_default_vpc", "attributes": {}}}
}

test_denies_with_tags if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_default_vpc", "attributes": {"tags": {"Name": "default"}}}}
}

test_allows_own_vpc if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_vpc", "attributes": {}}}
}
