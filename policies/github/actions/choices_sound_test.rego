package provost.github.actions.choices_sound_test

import rego.v1

import data.provost.github.actions.choices_sound as policy
import data.provost.lib.fixtures

expression(text) := fixtures.step({"expressions": [object.union(fixtures.expression("github.ref", "env.A"), {"text": text})]})

test_denies_empty_middles if {
	messages := {finding.message | some finding in policy.deny} with input as expression("github.ref == 'a' && '' || 'b'")
	messages == {"`github.ref == 'a' && '' || 'b'` never gives its middle value"}
}

test_denies_zero_and_parentheses if {
	count(policy.deny) == 1 with input as expression("a && 0 || 1")
	count(policy.deny) == 1 with input as expression("a && ('') || 'b'")
	count(policy.deny) == 1 with input as expression("a && fromJSON('false') || 'b'")
}

test_allows_values if {
	count(policy.deny) == 0 with input as expression("a && 'b' || ''")
	count(policy.deny) == 0 with input as expression("a && '' ")
	count(policy.deny) == 0 with input as expression("true && '' || 'b'")
}
