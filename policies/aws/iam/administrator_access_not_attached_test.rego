package provost.aws.iam.administrator_access_not_attached_test

import rego.v1

import data.provost.aws.iam.administrator_access_not_attached as policy

test_denies_attachment if {
	policy.deny == {{"message": "AdministratorAccess is attached", "path": ["policy_arn"]}} with input as {"resource": {"type": "aws_iam_role_policy_attachment", "attributes": {"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"}}}
}

test_denies_other_partition if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_user_policy_attachment", "attributes": {"policy_arn": "arn:aws-cn:iam::aws:policy/AdministratorAccess"}}}
}

test_denies_role if {
	policy.deny == {{"message": "AdministratorAccess is attached", "path": ["managed_policy_arns", 1]}} with input as {"resource": {"type": "aws_iam_role", "attributes": {"managed_policy_arns": ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/AdministratorAccess"]}}}
}

test_denies_permission_set if {
	policy.deny == {{"message": "AdministratorAccess is attached", "path": ["managed_policy_arn"]}} with input as {"resource": {"type": "aws_ssoadmin_managed_policy_attachment", "attributes": {"managed_policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"}}}
}

test_denies_data_source if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_role_policy_attachment", "attributes": {}}, "related": {"data.aws_iam_policy": [{"attributes": {"name": "AdministratorAccess"}}]}}
}

test_allows_read_only if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_role_policy_attachment", "attributes": {"policy_arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}}}
}

test_allows_own_policy_of_that_name if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_role_policy_attachment", "attributes": {"policy_arn": "arn:aws:iam::111122223333:policy/AdministratorAccess"}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_role", "attributes": {}}}
}
