package provost.github.actions.runner_tools_used_test

import rego.v1

import data.provost.github.actions.runner_tools_used as policy
import data.provost.lib.fixtures

test_denies_a_release_action if {
	messages := {finding.message | some finding in policy.deny} with input as fixtures.step({"uses": fixtures.uses("softprops/action-gh-release@v2")})
	messages == {"`gh release` does what softprops/action-gh-release does"}
}

test_allows_others if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": fixtures.uses("actions/checkout@v4")})
}
