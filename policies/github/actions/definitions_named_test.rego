package provost.github.actions.definitions_named_test

import rego.v1

import data.provost.github.actions.definitions_named as policy
import data.provost.lib.fixtures

test_denies_a_workflow if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.workflow({"attributes": {}})
	paths == {["name"]}
}

test_denies_a_job if {
	{finding.message | some finding in policy.deny} == {"job build has no name"} with input as fixtures.workflow({"attributes": {"name": "a", "jobs": {"build": {}}}, "jobs": [fixtures.job_of("build", {})]})
}

test_allows_names if {
	count(policy.deny) == 0 with input as fixtures.workflow({"attributes": {"name": "a", "jobs": {"build": {"name": "b"}}}, "jobs": [fixtures.job_of("build", {})]})
}
