package provost.aws.iam.password_reuse_prevented_test

import rego.v1

import data.provost.aws.iam.password_reuse_prevented as policy

test_denies_wrong if {
	policy.deny == {{"message": "only 3 earlier passwords are remembered", "path": ["password_reuse_prevention"]}} with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"password_reuse_prevention": 3}}, "params": {"min_remembered": 24}}
}

test_denies_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"password_reuse_prevention": "3"}}, "params": {"min_remembered": 24}}
}

test_denies_absent if {
	policy.deny == {{"message": "earlier passwords may be used again", "path": ["password_reuse_prevention"]}} with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {}}, "params": {"min_remembered": 24}}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"password_reuse_prevention": 24}}, "params": {"min_remembered": 24}}
}

test_allows_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"password_reuse_prevention": "24"}}, "params": {"min_remembered": 24}}
}
