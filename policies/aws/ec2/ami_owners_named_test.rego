package provost.aws.ec2.ami_owners_named_test

import rego.v1

import data.provost.aws.ec2.ami_owners_named as policy

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "data.aws_ami", "attributes": {"most_recent": true}}}
	messages == {"the image may be anybody's"}
}

test_denies_none if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "data.aws_ami", "attributes": {"owners": []}}}
	paths == {["owners"]}
}

test_allows_owners if {
	count(policy.deny) == 0 with input as {"resource": {"type": "data.aws_ami", "attributes": {"owners": ["amazon"]}}}
}

test_allows_a_filter if {
	count(policy.deny) == 0 with input as {"resource": {"type": "data.aws_ami", "attributes": {"filter": [{"name": "owner-id", "values": ["1"]}]}}}
}
