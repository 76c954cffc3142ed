package provost.aws.iam.policy_without_full_iam_test

import rego.v1

import data.provost.aws.iam.policy_without_full_iam as policy

test_denies_iam_star if {
	policy.deny == {{"message": "a statement allows every IAM action", "path": ["policy"]}} with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"s3:GetObject\", \"iam:*\"], \"Resource\": \"*\"}]}"}}}
}

test_denies_star if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"arn:aws:s3:::b\"}]}"}}}
}

test_denies_document if {
	policy.deny == {{"message": "a statement allows every IAM action", "path": ["statement", 0, "actions"]}} with input as {"resource": {"type": "data.aws_iam_policy_document", "attributes": {"statement": [{"actions": ["iam:*"], "resources": ["*"]}]}}}
}

test_allows_one_action if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"iam:PassRole\", \"Resource\": \"arn:aws:iam::111122223333:role/app\"}]}"}}}
}

test_allows_denial if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Deny\", \"Action\": \"iam:*\", \"Resource\": \"*\"}]}"}}}
}

test_allows_denying_document if {
	count(policy.deny) == 0 with input as {"resource": {"type": "data.aws_iam_policy_document", "attributes": {"statement": [{"effect": "Deny", "actions": ["iam:*"]}]}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {}}}
}
