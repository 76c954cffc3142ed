package provost.github.actions.secrets_context_not_passed_test

import rego.v1

import data.provost.github.actions.secrets_context_not_passed as policy
import data.provost.lib.fixtures

test_denies_to_json if {
	{finding.message | some finding in policy.deny} == {"the whole secrets context is handed to the runner"} with input as fixtures.step({"run": "x", "expressions": [{"text": "toJSON( secrets )", "at": ["env", "A"], "in": "env", "span": [1, 2]}]})
}

test_denies_a_computed_index if {
	count(policy.deny) == 1 with input as fixtures.step({"run": "x", "expressions": [{"text": "SECRETS[format('a_{0}', matrix.b)]", "at": ["env", "A"], "in": "env"}]})
}

test_allows_one if {
	count(policy.deny) == 0 with input as fixtures.step({"run": "x", "expressions": [{"text": "secrets.a", "at": [], "in": "env"}, {"text": "toJSON(secrets.a)", "at": [], "in": "env"}]})
}

test_allows_a_literal_index if {
	count(policy.deny) == 0 with input as fixtures.step({"run": "x", "expressions": [{"text": "secrets['a']", "at": [], "in": "env"}]})
}
