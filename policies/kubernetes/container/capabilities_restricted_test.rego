package provost.kubernetes.container.capabilities_restricted_test

import rego.v1

import data.provost.kubernetes.container.capabilities_restricted as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	{finding.message | some finding in policy.deny} == {"container \"web\" does not drop all capabilities"} with input as fixtures.container({"name": "web"})
}

test_denies_some if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"securityContext": {"capabilities": {"drop": ["NET_RAW", "SYS_CHROOT"]}}})
	paths == {["spec", "containers", 0, "securityContext", "capabilities", "drop"]}
}

test_denies_an_addition if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"securityContext": {"capabilities": {"drop": ["ALL"], "add": ["CHOWN"]}}})
	paths == {["spec", "containers", 0, "securityContext", "capabilities", "add", 0]}
}

test_denies_the_init_container_only if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.pod({"initContainers": [{}], "containers": [{"securityContext": {"capabilities": {"drop": ["ALL"]}}}]})
	paths == {["spec", "initContainers", 0, "securityContext", "capabilities", "drop"]}
}

test_allows_bind if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"capabilities": {"drop": ["ALL"], "add": ["NET_BIND_SERVICE"]}}})
}

test_exempts_windows if {
	count(policy.deny) == 0 with input as fixtures.pod({"os": {"name": "windows"}, "containers": [{}]})
}

test_is_not_applicable_to_windows if {
	not policy.applicable with input as fixtures.pod({"os": {"name": "windows"}, "containers": [{}]})
}

test_does_not_judge_compose if {
	count(policy.deny) == 0 with input as fixtures.compose({"containers": [{}]})
}
