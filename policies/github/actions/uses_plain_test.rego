package provost.github.actions.uses_plain_test

import rego.v1

import data.provost.github.actions.uses_plain as policy
import data.provost.lib.fixtures

test_denies_dots if {
	{finding.message | some finding in policy.deny} == {"a/b/x/../y@v1 is not written plainly"} with input as fixtures.step({"uses": fixtures.uses("a/b/x/../y@v1")})
}

test_denies_a_constant if {
	count(policy.deny) == 1 with input as fixtures.step({"run": "x", "expressions": [{"text": "'a'", "context": [], "at": ["run"], "in": "run", "span": [1, 2]}]})
}

test_allows_paths if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": fixtures.uses("a/b/x/y@v1")})
}

test_allows_contexts_and_calls if {
	count(policy.deny) == 0 with input as fixtures.step({"run": "x", "expressions": [fixtures.expression("github.sha", "run"), {"text": "hashFiles('a')", "context": [], "at": ["env", "A"], "in": "env"}]})
}
