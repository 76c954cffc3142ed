package provost.aws.iam.policy_without_wildcard_action_test

import rego.v1

import data.provost.aws.iam.policy_without_wildcard_action as policy

test_denies_list if {
	policy.deny == {{"message": "a statement allows every action", "path": ["policy"]}} with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"*\"], \"Resource\": [\"arn:aws:s3:::b\"]}]}"}}}
}

test_denies_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"arn:aws:s3:::b\"}]}"}}}
}

test_denies_one_statement if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"arn:aws:s3:::b\"}}"}}}
}

test_denies_object if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b"}]}}}}
}

test_denies_among_others if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"s3:GetObject\", \"*\"], \"Resource\": [\"arn:aws:s3:::b\", \"arn:aws:s3:::b\"]}]}"}}}
}

test_denies_role_inline_policy if {
	policy.deny == {{"message": "a statement allows every action", "path": ["inline_policy", 1, "policy"]}} with input as {"resource": {"type": "aws_iam_role", "attributes": {"assume_role_policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Resource\": \"*\"}]}", "inline_policy": [{"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}]}"}, {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"arn:aws:s3:::b\"}]}"}]}}}
}

test_denies_permission_set if {
	policy.deny == {{"message": "a statement allows every action", "path": ["inline_policy"]}} with input as {"resource": {"type": "aws_ssoadmin_permission_set_inline_policy", "attributes": {"inline_policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"arn:aws:s3:::b\"}]}"}}}
}

test_allows_denial if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"arn:aws:s3:::b\"}]}"}}}
}

test_allows_narrow if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:Get*\", \"Resource\": \"arn:aws:s3:::b/*\"}]}"}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {}}}
}

test_allows_text_that_is_no_json if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "x"}}}
}
