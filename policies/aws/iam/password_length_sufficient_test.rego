package provost.aws.iam.password_length_sufficient_test

import rego.v1

import data.provost.aws.iam.password_length_sufficient as policy

test_denies_wrong if {
	policy.deny == {{"message": "passwords may have 8 characters", "path": ["minimum_password_length"]}} with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"minimum_password_length": 8}}, "params": {"min_length": 14}}
}

test_denies_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"minimum_password_length": "8"}}, "params": {"min_length": 14}}
}

test_denies_absent if {
	policy.deny == {{"message": "no minimum length is set", "path": ["minimum_password_length"]}} with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {}}, "params": {"min_length": 14}}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"minimum_password_length": 14}}, "params": {"min_length": 14}}
}

test_allows_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"minimum_password_length": "14"}}, "params": {"min_length": 14}}
}
