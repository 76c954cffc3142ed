package provost.github.actions.contains_sound_test

import rego.v1

import data.provost.github.actions.contains_sound as policy
import data.provost.lib.fixtures

test_denies_a_job if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.job({"if": "contains('refs/heads/main refs/heads/dev', github.ref)"})
	paths == {["jobs", "build", "if"]}
}

test_denies_a_step if {
	{finding.message | some finding in policy.deny} == {"the condition of the step looks for a part of a joined text"} with input as fixtures.step({"run": "x", "if": "${{ !Contains( 'main|dev', github.BASE_REF ) }}"})
}

test_allows_lists if {
	count(policy.deny) == 0 with input as fixtures.job({"if": "contains(fromJSON('[1]'), github.ref)"})
}

test_allows_the_other_order if {
	count(policy.deny) == 0 with input as fixtures.job({"if": "contains(github.ref, 'release')"})
}

test_allows_none if {
	count(policy.deny) == 0 with input as fixtures.script("make")
}
