package provost.kubernetes.container.seccomp_not_unconfined_test

import rego.v1

import data.provost.kubernetes.container.seccomp_not_unconfined as policy
import data.provost.lib.fixtures

test_denies_the_pod if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.secured({"seccompProfile": {"type": "Unconfined"}}, {})
	paths == {["spec", "securityContext", "seccompProfile", "type"]}
}

test_denies_a_container_that_overrides if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.secured({"seccompProfile": {"type": "RuntimeDefault"}}, {"securityContext": {"seccompProfile": {"type": "Unconfined"}}})
	paths == {["spec", "containers", 0, "securityContext", "seccompProfile", "type"]}
}

test_allows_profiles if {
	count(policy.deny) == 0 with input as fixtures.secured({"seccompProfile": {"type": "RuntimeDefault"}}, {"securityContext": {"seccompProfile": {"type": "Localhost"}}})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.container({})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
