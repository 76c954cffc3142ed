package provost.github.actions.shells_well_known_test

import rego.v1

import data.provost.github.actions.shells_well_known as policy
import data.provost.lib.fixtures

test_denies_cmd if {
	messages := {finding.message | some finding in policy.deny} with input as fixtures.step({"run": "dir", "shell": "cmd"})
	messages == {"step runs in the shell cmd"}
}

test_denies_packages_of_the_runner if {
	count(policy.deny) == 1 with input as fixtures.step({"uses": fixtures.uses("actions/setup-python@v6"), "with": {"pip-install": "x"}})
}

test_allows_bash_by_any_name if {
	count(policy.deny) == 0 with input as fixtures.step({"run": "ls", "shell": "/bin/bash -e {0}"})
	count(policy.deny) == 0 with input as fixtures.script("ls")
}
