package provost.github.actions.uses_allowed_test

import rego.v1

import data.provost.github.actions.uses_allowed as policy
import data.provost.lib.fixtures

test_not_applicable_without_lists if {
	not policy.applicable with input as fixtures.step({"uses": fixtures.uses("a/b@v1")}) with input.params as {"allowed": [], "denied": []}
}

test_denies_what_is_not_listed if {
	{finding.message | some finding in policy.deny} == {"evil/b@v1 is not an allowed action"} with input as fixtures.step({"uses": fixtures.uses("evil/b@v1")}) with input.params as {"allowed": ["actions/*", "acme/setup"], "denied": []}
}

test_denies_what_is_denied if {
	count(policy.deny) == 1 with input as fixtures.step({"uses": fixtures.uses("evil/b@v1")}) with input.params as {"allowed": [], "denied": ["evil/b"]}
}

test_allows_an_owner if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": fixtures.uses("Actions/checkout@v4")}) with input.params as {"allowed": ["actions/*"], "denied": []}
}

test_allows_a_repository if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": fixtures.uses("acme/setup@v4")}) with input.params as {"allowed": ["acme/setup"], "denied": []}
}
