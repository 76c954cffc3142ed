package provost.github.actions.uses_not_on_branch_test

import rego.v1

import data.provost.github.actions.uses_not_on_branch as policy
import data.provost.lib.fixtures

test_denies_master if {
	{finding.message | some finding in policy.deny} == {"aquasecurity/trivy-action@master follows a branch"} with input as fixtures.step({"uses": fixtures.uses("aquasecurity/trivy-action@master")}) with input.params as {"branches": ["main", "master", "develop", "development", "dev", "trunk", "head", "next", "edge", "nightly", "refs/heads/main", "refs/heads/master"]}
}

test_denies_main_of_a_workflow if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.job({"uses": object.union(fixtures.uses("a/b/c.yml@main"), {"kind": "workflow", "at": ["jobs", "build", "uses"]})}) with input.params as {"branches": ["main", "master", "develop", "development", "dev", "trunk", "head", "next", "edge", "nightly", "refs/heads/main", "refs/heads/master"]}
	paths == {["jobs", "build", "uses"]}
}

test_allows_a_tag if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": fixtures.uses("a/b@v1")}) with input.params as {"branches": ["main", "master", "develop", "development", "dev", "trunk", "head", "next", "edge", "nightly", "refs/heads/main", "refs/heads/master"]}
}

test_allows_no_uses if {
	count(policy.deny) == 0 with input as fixtures.script("make") with input.params as {"branches": ["main", "master", "develop", "development", "dev", "trunk", "head", "next", "edge", "nightly", "refs/heads/main", "refs/heads/master"]}
}
