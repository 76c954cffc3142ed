package provost.aws.iam.users_without_policies_test

import rego.v1

import data.provost.aws.iam.users_without_policies as policy

test_denies_inline if {
	policy.deny == {{"message": "rights are given to a user in place of a group or role", "path": ["user"]}} with input as {"resource": {"type": "aws_iam_user_policy", "attributes": {"user": "a"}}}
}

test_denies_attachment if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_user_policy_attachment", "attributes": {"user": "a", "policy_arn": "x"}}}
}

test_denies_users if {
	policy.deny == {{"message": "rights are given to a user in place of a group or role", "path": ["users"]}} with input as {"resource": {"type": "aws_iam_policy_attachment", "attributes": {"users": ["a", "b"]}}}
}

test_allows_groups if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy_attachment", "attributes": {"groups": ["g"]}}}
}

test_allows_empty_users if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy_attachment", "attributes": {"users": [], "roles": ["r"]}}}
}

test_allows_absent_users if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy_attachment", "attributes": {}}}
}
