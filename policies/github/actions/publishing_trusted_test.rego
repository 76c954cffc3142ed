package provost.github.actions.publishing_trusted_test

import rego.v1

import data.provost.github.actions.publishing_trusted as policy
import data.provost.lib.fixtures

test_denies_a_password if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.step({"uses": fixtures.uses("pypa/gh-action-pypi-publish@v1"), "with": {"password": "${{ secrets.PYPI }}"}})
	paths == {["jobs", "build", "steps", 0, "with", "password"]}
}

test_denies_a_command if {
	{finding.message | some finding in policy.deny} == {"script publishes with a stored token"} with input as fixtures.step({"run": "npm publish", "expressions": [fixtures.expression("secrets.npm_token", "env.NODE_AUTH_TOKEN")]})
}

test_allows_oidc if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": fixtures.uses("pypa/gh-action-pypi-publish@v1")})
}

test_allows_another_index if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": fixtures.uses("pypa/gh-action-pypi-publish@v1"), "with": {"password": "x", "repository-url": "https://pypi.example.org/"}})
}

test_allows_a_command_without_a_token if {
	count(policy.deny) == 0 with input as fixtures.script("npm publish --provenance")
}

test_allows_a_trial if {
	count(policy.deny) == 0 with input as fixtures.step({"run": "cargo publish --dry-run", "expressions": [fixtures.expression("secrets.a", "env.A")]})
}
