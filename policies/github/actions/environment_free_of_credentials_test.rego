package provost.github.actions.environment_free_of_credentials_test

import rego.v1

import data.provost.github.actions.environment_free_of_credentials as policy
import data.provost.lib.fixtures

test_denies_at_the_top if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.workflow({"env": {"API_TOKEN": "hunter2"}})
	paths == {["env", "API_TOKEN"]}
}

test_denies_in_a_job if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.job({"env": {"AWS": "AKIAIOSFODNN7EXAMPLE"}})
	paths == {["jobs", "build", "env", "AWS"]}
}

test_denies_an_input if {
	{finding.message | some finding in policy.deny} == {"password holds a literal credential"} with input as fixtures.step({"uses": fixtures.uses("docker/login-action@v3"), "with": {"username": "a", "password": "hunter2"}})
}

test_denies_a_script if {
	count(policy.deny) == 1 with input as fixtures.script("git clone https://bot:hunter2@github.com/a/b")
}

test_allows_secrets if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": fixtures.uses("a/b@v1"), "with": {"password": "${{ secrets.A }}"}, "env": {"TOKEN": "${{ github.token }}"}})
}

test_allows_test_databases if {
	count(policy.deny) == 0 with input as fixtures.job({"env": {"POSTGRES_PASSWORD": "postgres", "DATABASE_URL": "postgres://app:hunter2@localhost:5432/app"}})
}

test_allows_settings if {
	count(policy.deny) == 0 with input as fixtures.job({"env": {"CI": true, "TOKEN_TTL": "1h"}})
}
