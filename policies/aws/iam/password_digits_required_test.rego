package provost.aws.iam.password_digits_required_test

import rego.v1

import data.provost.aws.iam.password_digits_required as policy

test_denies_when_off if {
	policy.deny == {{"message": "passwords need no digit", "path": ["require_numbers"]}} with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"require_numbers": false}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"require_numbers": null}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"require_numbers": "false"}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"require_numbers": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"require_numbers": "true"}}}
}
