package provost.github.actions.uses_pinned_test

import rego.v1

import data.provost.github.actions.uses_pinned as policy
import data.provost.lib.fixtures

test_denies_a_tag if {
	{finding.message | some finding in policy.deny} == {"actions/checkout@v4 is not pinned to a commit hash"} with input as fixtures.step({"uses": fixtures.uses("actions/checkout@v4")}) with input.params as {"ref_pin_allowed": []}
}

test_denies_a_branch if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.step({"uses": fixtures.uses("aquasecurity/trivy-action@master")}) with input.params as {"ref_pin_allowed": []}
	paths == {["jobs", "build", "steps", 0, "uses"]}
}

test_denies_no_ref if {
	count(policy.deny) == 1 with input as fixtures.step({"uses": fixtures.uses("a/b")}) with input.params as {"ref_pin_allowed": []}
}

test_denies_a_reusable_workflow if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.job({"uses": object.union(fixtures.uses("a/b/.github/workflows/c.yml@v1"), {"kind": "workflow", "at": ["jobs", "build", "uses"]})}) with input.params as {"ref_pin_allowed": []}
	paths == {["jobs", "build", "uses"]}
}

test_allows_a_hash if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": fixtures.uses("actions/checkout@8f4b7f84864484a7bf31766abe9204da3cbe65b3")}) with input.params as {"ref_pin_allowed": []}
}

test_allows_a_local_action if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": {"raw": "./a", "kind": "local", "pinned": true, "at": []}}) with input.params as {"ref_pin_allowed": []}
}

test_leaves_images_to_their_rule if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": {"raw": "docker://alpine", "kind": "docker", "pinned": false, "at": []}}) with input.params as {"ref_pin_allowed": []}
}

test_takes_trusted_owners if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": fixtures.uses("Actions/checkout@v4")}) with input.params as {"ref_pin_allowed": ["actions"]}
}

test_trusts_no_missing_ref if {
	count(policy.deny) == 1 with input as fixtures.step({"uses": fixtures.uses("actions/checkout")}) with input.params as {"ref_pin_allowed": ["actions"]}
}
