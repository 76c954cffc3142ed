package provost.github.actions.secrets_redacted_test

import rego.v1

import data.provost.github.actions.secrets_redacted as policy
import data.provost.lib.fixtures

test_denies if {
	{finding.message | some finding in policy.deny} == {"part of a secret escapes the masking of logs"} with input as fixtures.step({"run": "x", "expressions": [{"text": "fromJSON(secrets.config).password", "at": ["env", "A"], "in": "env", "span": [1, 2]}]})
}

test_allows_whole_secrets if {
	count(policy.deny) == 0 with input as fixtures.step({"run": "x", "expressions": [{"text": "secrets.a", "at": [], "in": "env"}]})
}

test_allows_others if {
	count(policy.deny) == 0 with input as fixtures.step({"run": "x", "expressions": [{"text": "fromJSON(needs.a.outputs.b)", "at": [], "in": "env"}]})
}
