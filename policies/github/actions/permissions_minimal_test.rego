package provost.github.actions.permissions_minimal_test

import rego.v1

import data.provost.github.actions.permissions_minimal as policy
import data.provost.lib.fixtures

test_denies_the_default if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.job({"effective_permissions": {"*": "default"}})
	paths == {["jobs", "build", "permissions"]}
}

test_denies_the_default_of_two_jobs if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.workflow({"jobs": [fixtures.job_of("a", {"effective_permissions": {"*": "default"}}), fixtures.job_of("b", {"permissions": {"contents": "read"}, "effective_permissions": {"contents": "read"}})]})
	paths == {["permissions"], ["jobs", "a", "permissions"]}
}

test_denies_write_all if {
	{finding.message | some finding in policy.deny} == {"every job gets write-all permissions"} with input as fixtures.workflow({"permissions": "write-all", "jobs": [fixtures.job_of("a", {"effective_permissions": {"*": "write-all"}})]})
}

test_denies_write_scopes_at_the_top if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.workflow({"permissions": {"contents": "read", "packages": "write"}, "jobs": []})
	paths == {["permissions", "packages"]}
}

test_denies_write_all_of_a_job if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.workflow({"permissions": {}, "jobs": [fixtures.job_of("a", {"permissions": "write-all"})]})
	paths == {["jobs", "a", "permissions"]}
}

test_allows_scopes_of_a_job if {
	count(policy.deny) == 0 with input as fixtures.workflow({"permissions": {"contents": "read"}, "jobs": [fixtures.job_of("a", {"permissions": {"contents": "write"}})]})
}

test_allows_jobs_that_all_say if {
	count(policy.deny) == 0 with input as fixtures.workflow({"jobs": [fixtures.job_of("a", {"permissions": {}, "effective_permissions": {}}), fixtures.job_of("b", {"permissions": {"contents": "read"}, "effective_permissions": {"contents": "read"}})]})
}

test_allows_reusable_workflows if {
	count(policy.deny) == 0 with input as fixtures.workflow({"triggers": [{"event": "workflow_call", "path": ["on"], "filters": {}}], "jobs": [fixtures.job_of("a", {"effective_permissions": {"*": "default"}})]})
}
