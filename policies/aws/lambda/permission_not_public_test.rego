package provost.aws.lambda.permission_not_public_test

import rego.v1

import data.provost.aws.lambda.permission_not_public as policy

test_denies_star if {
	policy.deny == {{"message": "every principal may call the function", "path": ["principal"]}} with input as {"resource": {"type": "aws_lambda_permission", "attributes": {"principal": "*"}}}
}

test_allows_service if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_permission", "attributes": {"principal": "s3.amazonaws.com"}}}
}

test_allows_account if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_permission", "attributes": {"principal": "111122223333"}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_permission", "attributes": {}}}
}
