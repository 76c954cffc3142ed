package provost.aws.iam.document_without_wildcard_action_test

import rego.v1

import data.provost.aws.iam.document_without_wildcard_action as policy

test_denies_default_effect if {
	policy.deny == {{"message": "a statement allows every action", "path": ["statement", 0, "actions"]}} with input as {"resource": {"type": "data.aws_iam_policy_document", "attributes": {"statement": [{"actions": ["*"], "resources": ["*"]}]}}}
}

test_denies_second_statement if {
	policy.deny == {{"message": "a statement allows every action", "path": ["statement", 1, "actions"]}} with input as {"resource": {"type": "data.aws_iam_policy_document", "attributes": {"statement": [{"actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::b/*"]}, {"effect": "Allow", "actions": ["*"], "resources": ["*"]}]}}}
}

test_allows_denial if {
	count(policy.deny) == 0 with input as {"resource": {"type": "data.aws_iam_policy_document", "attributes": {"statement": [{"effect": "Deny", "actions": ["*"], "resources": ["*"]}]}}}
}

test_allows_named if {
	count(policy.deny) == 0 with input as {"resource": {"type": "data.aws_iam_policy_document", "attributes": {"statement": [{"actions": ["s3:GetObject"], "resources": ["*"]}]}}}
}

test_allows_no_statement if {
	count(policy.deny) == 0 with input as {"resource": {"type": "data.aws_iam_policy_document", "attributes": {}}}
}

test_allows_not_actions if {
	count(policy.deny) == 0 with input as {"resource": {"type": "data.aws_iam_policy_document", "attributes": {"statement": [{"not_actions": ["iam:*"], "resources": ["*"]}]}}}
}
