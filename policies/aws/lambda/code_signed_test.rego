package provost.aws.lambda.code_signed_test

import rego.v1

import data.provost.aws.lambda.code_signed as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_lambda_function", "attributes": {"code_signing_config_arn": ""}}}
	messages == {"the signature of the code is not verified"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lambda_function", "attributes": {"code_signing_config_arn": "arn:aws:lambda:eu-west-1:111122223333:code-signing-config:csc-0"}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_lambda_function", "attributes": {}}}
	paths == {["code_signing_config_arn"]}
}
