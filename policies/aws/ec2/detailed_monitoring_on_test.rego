package provost.aws.ec2.detailed_monitoring_on_test

import rego.v1

import data.provost.aws.ec2.detailed_monitoring_on as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_instance", "attributes": {"monitoring": false}}}
	messages == {"metrics come each five minutes only"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_instance", "attributes": {"monitoring": true}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_instance", "attributes": {}}}
	paths == {["monitoring"]}
}

test_denies_bad_as_text if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_instance", "attributes": {"monitoring": "false"}}}
}

test_allows_good_as_text if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_instance", "attributes": {"monitoring": "true"}}}
}
