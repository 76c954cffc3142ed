package provost.github.actions.uses_maintained_test

import rego.v1

import data.provost.github.actions.uses_maintained as policy
import data.provost.lib.fixtures

with_params(value) := object.union(value, {"params": {"archived": ["actions/create-release"]}})

test_denies_an_archived_action if {
	messages := {finding.message | some finding in policy.deny} with input as with_params(fixtures.step({"uses": fixtures.uses("Actions/Create-Release@v1")}))
	messages == {"the repository of actions/create-release is archived"}
}

test_allows_others if {
	count(policy.deny) == 0 with input as with_params(fixtures.step({"uses": fixtures.uses("actions/checkout@v4")}))
}

test_allows_scripts if {
	count(policy.deny) == 0 with input as with_params(fixtures.script("make"))
}
