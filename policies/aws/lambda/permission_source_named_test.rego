package provost.aws.lambda.permission_source_named_test

import rego.v1

import data.provost.aws.lambda.permission_source_named as policy

test_denies_no_source if {
	policy.deny == {{"message": "any customer's resources of the service may call the function", "path": ["principal"]}} with input as {"resource": {"type": "aws_lambda_permission", "attributes": {"principal": "events.amazonaws.com"}}}
}

test_denies_empty_source if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_lambda_permission", "attributes": {"principal": "apigateway.amazonaws.com", "source_arn": ""}}}
}

test_allows_arn if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_permission", "attributes": {"principal": "s3.amazonaws.com", "source_arn": "arn:aws:s3:::b"}}}
}

test_allows_account if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_permission", "attributes": {"principal": "s3.amazonaws.com", "source_account": "111122223333"}}}
}

test_account_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_lambda_permission", "attributes": {"principal": "111122223333"}}}
}

test_star_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_lambda_permission", "attributes": {"principal": "*"}}}
}

test_service_is_judged if {
	policy.applicable with input as {"resource": {"type": "aws_lambda_permission", "attributes": {"principal": "s3.amazonaws.com"}}}
}
