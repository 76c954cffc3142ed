package provost.github.actions.insecure_commands_off_test

import rego.v1

import data.provost.github.actions.insecure_commands_off as policy
import data.provost.lib.fixtures

test_denies_at_the_top if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.workflow({"env": {"ACTIONS_ALLOW_UNSECURE_COMMANDS": true}})
	paths == {["env", "ACTIONS_ALLOW_UNSECURE_COMMANDS"]}
}

test_denies_in_a_job if {
	{finding.message | some finding in policy.deny} == {"unsecure workflow commands are allowed in job build"} with input as fixtures.job({"env": {"ACTIONS_ALLOW_UNSECURE_COMMANDS": "TRUE"}})
}

test_denies_in_a_step if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.step({"run": "x", "env": {"ACTIONS_ALLOW_UNSECURE_COMMANDS": "true"}})
	paths == {["jobs", "build", "steps", 0, "env", "ACTIONS_ALLOW_UNSECURE_COMMANDS"]}
}

test_allows_false if {
	count(policy.deny) == 0 with input as fixtures.job({"env": {"ACTIONS_ALLOW_UNSECURE_COMMANDS": false}})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.script("make")
}
