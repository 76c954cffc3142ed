package provost.github.actions.dangerous_triggers_absent_test

import rego.v1

import data.provost.github.actions.dangerous_triggers_absent as policy
import data.provost.lib.fixtures

test_denies_pull_request_target if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.workflow({"triggers": [{"event": "pull_request_target", "path": ["on"], "filters": {}}], "jobs": [fixtures.job_of("a", {}), fixtures.job_of("b", {})]})
	paths == {["on"]}
}

test_denies_workflow_run if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.workflow({"triggers": [{"event": "push", "path": ["on", "push"], "filters": {}}, {"event": "workflow_run", "path": ["on", "workflow_run"], "filters": {}}]})
	paths == {["on", "workflow_run"]}
}

test_allows_the_labeler if {
	count(policy.deny) == 0 with input as fixtures.workflow({"triggers": [{"event": "pull_request_target", "path": ["on"], "filters": {}}], "jobs": [fixtures.job_of("a", {"steps": [fixtures.step_of(0, {"uses": fixtures.uses("actions/labeler@v5")})]})]})
}

test_allows_pull_request if {
	count(policy.deny) == 0 with input as fixtures.workflow({"triggers": [{"event": "pull_request", "path": ["on"], "filters": {}}]})
}
