package provost.github.actions.secrets_in_environment_test

import rego.v1

import data.provost.github.actions.secrets_in_environment as policy
import data.provost.lib.fixtures

test_denies if {
	{finding.message | some finding in policy.deny} == {"secrets.token is used outside an environment"} with input as fixtures.step({"run": "x", "expressions": [fixtures.expression("secrets.token", "env.TOKEN")]}) with input.params as {"allowed": []}
}

test_denies_in_the_job if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.job({"expressions": [{"context": ["secrets.token"], "at": ["jobs", "build", "env", "A"], "in": "env"}]}) with input.params as {"allowed": []}
	paths == {["jobs", "build", "env", "A"]}
}

test_allows_an_environment if {
	count(policy.deny) == 0 with input as fixtures.job({"environment": "production", "steps": [fixtures.step_of(0, {"expressions": [fixtures.expression("secrets.token", "env.TOKEN")]})]}) with input.params as {"allowed": []}
}

test_allows_the_job_token if {
	count(policy.deny) == 0 with input as fixtures.step({"run": "x", "expressions": [fixtures.expression("secrets.github_token", "env.TOKEN")]}) with input.params as {"allowed": []}
}

test_takes_the_parameter if {
	count(policy.deny) == 0 with input as fixtures.step({"run": "x", "expressions": [fixtures.expression("secrets.codecov_token", "env.TOKEN")]}) with input.params as {"allowed": ["CODECOV_TOKEN"]}
}

test_not_applicable_to_reusable_workflows if {
	not policy.applicable with input as fixtures.workflow({"triggers": [{"event": "workflow_call", "path": ["on"], "filters": {}}]}) with input.params as {"allowed": []}
}
