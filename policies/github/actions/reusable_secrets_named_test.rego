package provost.github.actions.reusable_secrets_named_test

import rego.v1

import data.provost.github.actions.reusable_secrets_named as policy
import data.provost.lib.fixtures

test_denies_inherit if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.job({"secrets": "inherit", "uses": {"raw": "./a.yml", "kind": "local", "at": ["jobs", "build", "uses"]}})
	paths == {["jobs", "build", "uses"]}
}

test_allows_named if {
	count(policy.deny) == 0 with input as fixtures.job({"secrets": {"token": "x"}, "uses": {"raw": "./a.yml", "kind": "local", "at": []}})
}

test_allows_none if {
	count(policy.deny) == 0 with input as fixtures.script("make")
}
