package provost.github.actions.container_credentials_not_literal_test

import rego.v1

import data.provost.github.actions.container_credentials_not_literal as policy
import data.provost.lib.fixtures

test_denies_a_container if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.job({"container": {"path": ["jobs", "build", "container"], "spec": {"credentials": {"username": "a", "password": "hunter2"}}}})
	paths == {["jobs", "build", "container", "credentials", "password"]}
}

test_denies_a_service if {
	{finding.message | some finding in policy.deny} == {"service db has a literal registry password"} with input as fixtures.job({"services": [{"name": "db", "path": ["jobs", "build", "services", "db"], "spec": {"credentials": {"password": "hunter2"}}}]})
}

test_allows_a_secret if {
	count(policy.deny) == 0 with input as fixtures.job({"container": {"path": [], "spec": {"credentials": {"password": "${{ secrets.A }}"}}}})
}

test_allows_none if {
	count(policy.deny) == 0 with input as fixtures.job({"container": {"path": [], "spec": {}}})
}
