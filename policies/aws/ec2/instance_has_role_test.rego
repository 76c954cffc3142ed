package provost.aws.ec2.instance_has_role_test

import rego.v1

import data.provost.aws.ec2.instance_has_role as policy

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_instance", "attributes": {}}}
	paths == {["iam_instance_profile"]}
}

test_denies_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_instance", "attributes": {"iam_instance_profile": null}}}
}

test_allows_a_profile if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_instance", "attributes": {"iam_instance_profile": "web"}}}
}
