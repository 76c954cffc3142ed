package provost.github.actions.untrusted_checkout_absent_test

import rego.v1

import data.provost.github.actions.untrusted_checkout_absent as policy
import data.provost.lib.fixtures

test_denies_the_head if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.workflow({"triggers": [{"event": "pull_request_target", "path": ["on"], "filters": {}}], "jobs": [fixtures.job_of("build", {"steps": [fixtures.step_of(0, {"uses": fixtures.uses("actions/checkout@v4"), "with": {"ref": "${{ github.event.pull_request.head.sha }}"}})]})]})
	paths == {["jobs", "build", "steps", 0, "with", "ref"]}
}

test_denies_the_command if {
	count(policy.deny) == 1 with input as fixtures.workflow({"triggers": [{"event": "issue_comment", "path": ["on"], "filters": {}}], "jobs": [fixtures.job_of("build", {"steps": [fixtures.step_of(0, {"run": "gh pr checkout 1"})]})]})
}

test_allows_the_base if {
	count(policy.deny) == 0 with input as fixtures.workflow({"triggers": [{"event": "pull_request_target", "path": ["on"], "filters": {}}], "jobs": [fixtures.job_of("build", {"steps": [fixtures.step_of(0, {"uses": fixtures.uses("actions/checkout@v4")})]})]})
}

test_allows_pull_request if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": fixtures.uses("actions/checkout@v4"), "with": {"ref": "${{ github.head_ref }}"}})
}
