package provost.aws.lambda.environment_encrypted_with_own_key_test

import rego.v1

import data.provost.aws.lambda.environment_encrypted_with_own_key as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_lambda_function", "attributes": {"environment": [{"variables": {"A": "b"}}], "kms_key_arn": ""}}}
	messages == {"data is not encrypted with a key of your own"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_function", "attributes": {"environment": [{"variables": {"A": "b"}}], "kms_key_arn": "arn:aws:kms:eu-west-1:111122223333:key/0123"}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_lambda_function", "attributes": {"environment": [{"variables": {"A": "b"}}]}}}
	paths == {["kms_key_arn"]}
}

test_does_not_judge_others if {
	not policy.applicable with input as {"resource": {"type": "aws_lambda_function", "attributes": {}}}
}
