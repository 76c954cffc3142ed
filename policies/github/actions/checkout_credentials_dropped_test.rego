package provost.github.actions.checkout_credentials_dropped_test

import rego.v1

import data.provost.github.actions.checkout_credentials_dropped as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.step({"uses": fixtures.uses("actions/checkout@v4")})
	paths == {["jobs", "build", "steps", 0, "uses"]}
}

test_denies_an_expression if {
	count(policy.deny) == 1 with input as fixtures.step({"uses": fixtures.uses("actions/checkout@v4"), "with": {"persist-credentials": "${{ inputs.keep }}"}})
}

test_allows_false if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": fixtures.uses("Actions/checkout@v4"), "with": {"persist-credentials": false}})
}

test_allows_a_string if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": fixtures.uses("actions/checkout@v4"), "with": {"Persist-Credentials": "false"}})
}

test_takes_true_as_intended if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": fixtures.uses("actions/checkout@v4"), "with": {"persist-credentials": true}})
}

test_allows_other_actions if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": fixtures.uses("actions/cache@v4")})
}
