package provost.aws.lambda.in_vpc_test

import rego.v1

import data.provost.aws.lambda.in_vpc as policy

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_lambda_function", "attributes": {}}}
	paths == {["vpc_config"]}
}

test_denies_no_subnets if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_lambda_function", "attributes": {"vpc_config": [{"subnet_ids": []}]}}}
	messages == {"the function runs outside of a VPC"}
}

test_allows_subnets if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_function", "attributes": {"vpc_config": [{"subnet_ids": ["subnet-0"]}]}}}
}
