package provost.kubernetes.container.net_raw_dropped_test

import rego.v1

import data.provost.kubernetes.container.net_raw_dropped as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	{finding.message | some finding in policy.deny} == {"container \"web\" keeps the capability NET_RAW"} with input as fixtures.container({"name": "web"})
}

test_denies_others if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"securityContext": {"capabilities": {"drop": ["SYS_CHROOT"]}}})
	paths == {["spec", "containers", 0, "securityContext", "capabilities", "drop"]}
}

test_allows_net_raw if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"capabilities": {"drop": ["NET_RAW"]}}})
}

test_allows_all if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"capabilities": {"drop": ["all"]}}})
}

test_exempts_windows if {
	count(policy.deny) == 0 with input as fixtures.pod({"os": {"name": "windows"}, "containers": [{}]})
}
