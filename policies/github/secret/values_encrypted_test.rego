package provost.github.secret.values_encrypted_test

import rego.v1

import data.provost.github.secret.values_encrypted as policy

test_denies_plain_text if {
	findings := policy.deny with input as {"resource": {"attributes": {"plaintext_value": "hunter2"}}}
	findings == {{"message": "the secret is passed as plain text", "path": ["plaintext_value"]}}
}

test_allows_an_encrypted_value if {
	count(policy.deny) == 0 with input as {"resource": {"attributes": {"encrypted_value": "AbC="}}}
}
