package provost.aws.vpc.peering_routes_narrow_test

import rego.v1

import data.provost.aws.vpc.peering_routes_narrow as policy

test_denies_a_route if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_route", "attributes": {"vpc_peering_connection_id": "pcx-0", "destination_cidr_block": "0.0.0.0/0"}}}
	paths == {["destination_cidr_block"]}
}

test_denies_a_table if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_route", "attributes": {"route": [{"vpc_peering_connection_id": "pcx-0", "ipv6_cidr_block": "::/0"}]}}}
	paths == {["route", 0, "ipv6_cidr_block"]}
}

test_allows_a_range if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_route", "attributes": {"vpc_peering_connection_id": "pcx-0", "destination_cidr_block": "10.1.0.0/16"}}}
}

test_allows_gateways if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_route", "attributes": {"route": [{"gateway_id": "igw-0", "cidr_block": "0.0.0.0/0"}]}}}
}

test_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_route", "attributes": {}}}
}
