package provost.aws.vpc.endpoint_service_accepts_by_hand_test

import rego.v1

import data.provost.aws.vpc.endpoint_service_accepts_by_hand as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_vpc_endpoint_service", "attributes": {"acceptance_required": false}}}
	messages == {"connections are accepted by themselves"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_vpc_endpoint_service", "attributes": {"acceptance_required": true}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_vpc_endpoint_service", "attributes": {}}}
	paths == {["acceptance_required"]}
}

test_denies_bad_as_text if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_vpc_endpoint_service", "attributes": {"acceptance_required": "false"}}}
}

test_allows_good_as_text if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_vpc_endpoint_service", "attributes": {"acceptance_required": "true"}}}
}
