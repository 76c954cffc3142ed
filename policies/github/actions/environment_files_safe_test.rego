package provost.github.actions.environment_files_safe_test

import rego.v1

import data.provost.github.actions.environment_files_safe as policy
import data.provost.lib.fixtures

test_denies_a_variable if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.workflow({"triggers": [{"event": "pull_request_target", "path": ["on"], "filters": {}}], "jobs": [fixtures.job_of("build", {"steps": [fixtures.step_of(0, {"run": "echo \"A=$B\" >> $GITHUB_ENV"})]})]})
	paths == {["jobs", "build", "steps", 0, "run"]}
}

test_denies_a_file if {
	count(policy.deny) == 1 with input as fixtures.workflow({"triggers": [{"event": "workflow_run", "path": ["on"], "filters": {}}], "jobs": [fixtures.job_of("build", {"steps": [fixtures.step_of(0, {"run": "make\ncat vars | tee -a \"$GITHUB_ENV\""})]})]})
}

test_denies_powershell if {
	count(policy.deny) == 1 with input as fixtures.workflow({"triggers": [{"event": "workflow_run", "path": ["on"], "filters": {}}], "jobs": [fixtures.job_of("build", {"steps": [fixtures.step_of(0, {"run": "\"A=$b\" | Out-File -Append $env:GITHUB_ENV"})]})]})
}

test_allows_constants if {
	count(policy.deny) == 0 with input as fixtures.workflow({"triggers": [{"event": "workflow_run", "path": ["on"], "filters": {}}], "jobs": [fixtures.job_of("build", {"steps": [fixtures.step_of(0, {"run": "echo \"A=b\" >> $GITHUB_ENV\necho A=b >> \"${GITHUB_ENV}\""})]})]})
}

test_allows_other_triggers if {
	count(policy.deny) == 0 with input as fixtures.script("echo \"A=$B\" >> $GITHUB_ENV")
}
