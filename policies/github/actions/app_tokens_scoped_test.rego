package provost.github.actions.app_tokens_scoped_test

import rego.v1

import data.provost.github.actions.app_tokens_scoped as policy
import data.provost.lib.fixtures

token(inputs) := fixtures.step({"uses": fixtures.uses("actions/create-github-app-token@v2"), "with": inputs})

test_denies_all_permissions if {
	messages := {finding.message | some finding in policy.deny} with input as token({"app-id": "1"})
	messages == {"the token may do all that the app may"}
}

test_denies_all_repositories if {
	count(policy.deny) == 1 with input as token({"owner": "acme", "permission-contents": "read"})
}

test_denies_tokens_that_stay if {
	count(policy.deny) == 1 with input as token({"permission-contents": "read", "skip-token-revoke": "true"})
}

test_allows_a_narrow_token if {
	count(policy.deny) == 0 with input as token({"owner": "acme", "repositories": "shop", "permission-contents": "read", "skip-token-revoke": false})
}
