package provost.github.actions.permissions_documented_test

import rego.v1

import data.provost.github.actions.permissions_documented as policy
import data.provost.lib.fixtures

test_denies_a_workflow if {
	messages := {finding.message | some finding in policy.deny} with input as fixtures.workflow({"permissions": {"contents": "write"}, "permissions_undocumented": ["contents"]})
	messages == {"no comment says why every job has contents"}
}

test_denies_a_job if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.job({"permissions": {"issues": "write"}, "permissions_undocumented": ["issues"]})
	paths == {["jobs", "build", "permissions", "issues"]}
}

test_allows_reading_the_repository if {
	count(policy.deny) == 0 with input as fixtures.job({"permissions": {"contents": "read"}, "permissions_undocumented": ["contents"]})
}

test_allows_comments if {
	count(policy.deny) == 0 with input as fixtures.workflow({"permissions": {"contents": "write"}, "permissions_undocumented": []})
}
