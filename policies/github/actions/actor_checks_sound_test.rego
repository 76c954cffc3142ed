package provost.github.actions.actor_checks_sound_test

import rego.v1

import data.provost.github.actions.actor_checks_sound as policy
import data.provost.lib.fixtures

test_denies_a_job if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.job({"if": "github.actor == 'dependabot[bot]'"})
	paths == {["jobs", "build", "if"]}
}

test_denies_a_step_turned_round if {
	{finding.message | some finding in policy.deny} == {"step trusts an actor that can be spoofed"} with input as fixtures.step({"run": "x", "if": "${{ always() && 'renovate[bot]' == github.triggering_actor }}"})
}

test_denies_an_index if {
	count(policy.deny) == 1 with input as fixtures.job({"if": "github['actor'] == 'dependabot[bot]'"})
}

test_denies_numbers if {
	count(policy.deny) == 1 with input as fixtures.step({"run": "x", "if": "github.actor_id == 49699333"})
}

test_allows_the_author if {
	count(policy.deny) == 0 with input as fixtures.job({"if": "github.event.pull_request.user.login == 'dependabot[bot]'"})
}

test_allows_inequality if {
	count(policy.deny) == 0 with input as fixtures.job({"if": "github.actor != 'dependabot[bot]'"})
}

test_allows_people if {
	count(policy.deny) == 0 with input as fixtures.job({"if": "github.actor == 'jane'"})
}

test_allows_none if {
	count(policy.deny) == 0 with input as fixtures.script("make")
}
