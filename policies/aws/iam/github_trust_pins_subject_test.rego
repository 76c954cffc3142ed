package provost.aws.iam.github_trust_pins_subject_test

import rego.v1

import data.provost.aws.iam.github_trust_pins_subject as policy

test_denies_without_a_condition if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "data.aws_iam_policy_document", "attributes": {"statement": [{"principals": [{"type": "Federated", "identifiers": ["arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com"]}]}]}}}
	paths == {["statement", 0]}
}

test_denies_a_wildcard if {
	count(policy.deny) == 1 with input as {"resource": {"type": "data.aws_iam_policy_document", "attributes": {"statement": [{"principals": [{"type": "Federated", "identifiers": ["token.actions.githubusercontent.com"]}], "condition": [{"test": "StringLike", "variable": "token.actions.githubusercontent.com:sub", "values": ["repo:*"]}]}]}}}
}

test_allows_a_repository if {
	count(policy.deny) == 0 with input as {"resource": {"type": "data.aws_iam_policy_document", "attributes": {"statement": [{"principals": [{"type": "Federated", "identifiers": ["token.actions.githubusercontent.com"]}], "condition": [{"test": "StringLike", "variable": "token.actions.githubusercontent.com:sub", "values": ["repo:acme/shop:*"]}]}]}}}
}

test_denies_json if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "data.aws_iam_policy_document", "attributes": {"assume_role_policy": {"Statement": {"Effect": "Allow", "Principal": {"Federated": "token.actions.githubusercontent.com"}, "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}}}}}}}
	paths == {["assume_role_policy"]}
}

test_allows_json if {
	count(policy.deny) == 0 with input as {"resource": {"type": "data.aws_iam_policy_document", "attributes": {"assume_role_policy": {"Statement": {"Effect": "Allow", "Principal": {"Federated": "token.actions.githubusercontent.com"}, "Condition": {"StringEquals": {"token.actions.githubusercontent.com:sub": "repo:acme/shop:ref:refs/heads/main"}}}}}}}
}

test_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "data.aws_iam_policy_document", "attributes": {}}}
}
