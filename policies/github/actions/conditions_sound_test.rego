package provost.github.actions.conditions_sound_test

import rego.v1

import data.provost.github.actions.conditions_sound as policy
import data.provost.lib.fixtures

test_denies_a_line_break if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.step({"run": "x", "if": "${{ false }}\n"})
	paths == {["jobs", "build", "steps", 0, "if"]}
}

test_denies_two_fences if {
	{finding.message | some finding in policy.deny} == {"the condition of job build is always true"} with input as fixtures.job({"if": "${{ a }} && ${{ b }}"})
}

test_denies_text_before if {
	count(policy.deny) == 1 with input as fixtures.job({"if": "github.ref == ${{ a }}"})
}

test_allows_one_fence if {
	count(policy.deny) == 0 with input as fixtures.job({"if": "${{ github.ref == 'a' }}"})
}

test_allows_none if {
	count(policy.deny) == 0 with input as fixtures.job({"if": "always()\n"})
}

test_allows_no_condition if {
	count(policy.deny) == 0 with input as fixtures.script("make")
}
