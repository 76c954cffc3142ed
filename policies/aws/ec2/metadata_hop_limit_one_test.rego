package provost.aws.ec2.metadata_hop_limit_one_test

import rego.v1

import data.provost.aws.ec2.metadata_hop_limit_one as policy

test_denies_two if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_launch_template", "attributes": {"metadata_options": [{"http_put_response_hop_limit": 2}]}}}
	paths == {["metadata_options", 0, "http_put_response_hop_limit"]}
}

test_allows_one if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_launch_template", "attributes": {"metadata_options": [{"http_put_response_hop_limit": "1"}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_launch_template", "attributes": {}}}
}
