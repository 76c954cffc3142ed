package provost.github.actions.concurrency_limited_test

import rego.v1

import data.provost.github.actions.concurrency_limited as policy
import data.provost.lib.fixtures

test_denies_none if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.script("make")
	paths == {["on"]}
}

test_denies_a_bare_group if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.workflow({"concurrency": "build"})
	paths == {["concurrency"]}
}

test_denies_a_bare_group_of_a_job if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.job({"concurrency": "build"})
	paths == {["jobs", "build", "concurrency"]}
}

test_allows_a_map if {
	count(policy.deny) == 0 with input as fixtures.workflow({"concurrency": {"group": "a", "cancel-in-progress": false}, "jobs": [fixtures.job_of("a", {})]})
}

test_allows_jobs if {
	count(policy.deny) == 0 with input as fixtures.job({"concurrency": {"group": "a", "cancel-in-progress": true}})
}

test_not_applicable_to_reusable_workflows if {
	not policy.applicable with input as fixtures.workflow({"triggers": [{"event": "workflow_call"}]})
}
