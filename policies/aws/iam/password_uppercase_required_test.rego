package provost.aws.iam.password_uppercase_required_test

import rego.v1

import data.provost.aws.iam.password_uppercase_required as policy

test_denies_when_off if {
	policy.deny == {{"message": "passwords need no uppercase letter", "path": ["require_uppercase_characters"]}} with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"require_uppercase_characters": false}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"require_uppercase_characters": null}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"require_uppercase_characters": "false"}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"require_uppercase_characters": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_account_password_policy", "attributes": {"require_uppercase_characters": "true"}}}
}
