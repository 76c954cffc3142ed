package provost.aws.iam.password_expires_test

import rego.v1

import data.provost.aws.iam.password_expires as policy

test_denies_wrong if {
	policy.deny == {{"message": "passwords are valid for 365 days", "path": ["max_password_age"]}} with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"max_password_age": 365}}, "params": {"max_days": 90}}
}

test_denies_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"max_password_age": "365"}}, "params": {"max_days": 90}}
}

test_denies_absent if {
	policy.deny == {{"message": "passwords never expire", "path": ["max_password_age"]}} with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {}}, "params": {"max_days": 90}}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"max_password_age": 90}}, "params": {"max_days": 90}}
}

test_allows_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"max_password_age": "90"}}, "params": {"max_days": 90}}
}

test_denies_never if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"max_password_age": 0}}, "params": {"max_days": 90}}
}
