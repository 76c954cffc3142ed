package provost.github.actions.runner_hosted_test

import rego.v1

import data.provost.github.actions.runner_hosted as policy
import data.provost.lib.fixtures

test_denies_the_label if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.job({"runs_on": ["self-hosted", "linux"]})
	paths == {["jobs", "build", "runs-on"]}
}

test_denies_a_group if {
	{finding.message | some finding in policy.deny} == {"job build runs on a self-hosted runner"} with input as fixtures.job({"runs_on": [], "runner_group": "ours"})
}

test_denies_a_matrix if {
	count(policy.deny) == 1 with input as fixtures.job({"runs_on": ["${{ matrix.os }}"], "strategy": {"matrix": {"os": ["ubuntu-latest", ["self-hosted", "arm"]]}}})
}

test_denies_an_included_entry if {
	count(policy.deny) == 1 with input as fixtures.job({"runs_on": ["${{ matrix.os }}"], "strategy": {"matrix": {"os": ["ubuntu-latest"], "include": [{"os": "self-hosted"}]}}})
}

test_allows_hosted if {
	count(policy.deny) == 0 with input as fixtures.job({"runs_on": ["ubuntu-latest"]})
}

test_allows_a_matrix if {
	count(policy.deny) == 0 with input as fixtures.job({"runs_on": ["${{ matrix.os }}"], "strategy": {"matrix": {"os": ["ubuntu-latest"]}}})
}
