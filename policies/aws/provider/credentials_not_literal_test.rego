package provost.aws.provider.credentials_not_literal_test

import rego.v1

import data.provost.aws.provider.credentials_not_literal as policy

test_denies_a_key if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "provider.aws", "attributes": {"access_key": "AKIAIOSFODNN7EXAMPLE"}}}
	paths == {["access_key"]}
}

test_denies_a_secret if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "provider.aws", "attributes": {"secret_key": "wJalrXUtnFEMI"}}}
	messages == {"a literal secret_key stands in the provider block"}
}

test_allows_a_stand_in if {
	count(policy.deny) == 0 with input as {"resource": {"type": "provider.aws", "attributes": {"access_key": "test"}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "provider.aws", "attributes": {"region": "eu-west-1"}}}
}
