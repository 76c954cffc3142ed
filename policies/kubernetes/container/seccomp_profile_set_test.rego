package provost.kubernetes.container.seccomp_profile_set_test

import rego.v1

import data.provost.kubernetes.container.seccomp_profile_set as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	{finding.message | some finding in policy.deny} == {"container \"web\" has no seccomp profile, nor has its pod"} with input as fixtures.container({"name": "web"})
}

test_denies_unconfined if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.secured({"seccompProfile": {"type": "RuntimeDefault"}}, {"securityContext": {"seccompProfile": {"type": "Unconfined"}}})
	paths == {["spec", "containers", 0, "securityContext", "seccompProfile", "type"]}
}

test_denies_a_bad_pod_profile if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.secured({"seccompProfile": {"type": "Unconfined"}}, {"securityContext": {"seccompProfile": {"type": "RuntimeDefault"}}})
	paths == {["spec", "securityContext", "seccompProfile", "type"]}
}

test_denies_the_init_container_that_lacks_it if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.pod({"initContainers": [{}], "containers": [{"securityContext": {"seccompProfile": {"type": "Localhost"}}}]})
	paths == {["spec", "initContainers", 0, "securityContext", "seccompProfile"]}
}

test_allows_the_pod_profile if {
	count(policy.deny) == 0 with input as fixtures.secured({"seccompProfile": {"type": "RuntimeDefault"}}, {})
}

test_allows_container_profiles if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"seccompProfile": {"type": "Localhost"}}})
}

test_exempts_windows if {
	count(policy.deny) == 0 with input as fixtures.pod({"os": {"name": "windows"}, "containers": [{}]})
}

test_does_not_judge_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
