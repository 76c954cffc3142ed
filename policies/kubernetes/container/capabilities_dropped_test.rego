package provost.kubernetes.container.capabilities_dropped_test

import rego.v1

import data.provost.kubernetes.container.capabilities_dropped as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	{finding.message | some finding in policy.deny} == {"container \"web\" keeps the default capabilities"} with input as fixtures.container({"name": "web"})
}

test_denies_some if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"securityContext": {"capabilities": {"drop": ["NET_RAW"]}}})
	paths == {["spec", "containers", 0, "securityContext", "capabilities", "drop"]}
}

test_allows_all if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"capabilities": {"drop": ["ALL"], "add": ["CHOWN"]}}})
}

test_allows_lower_case if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"capabilities": {"drop": ["all"]}}})
}

test_exempts_windows if {
	count(policy.deny) == 0 with input as fixtures.pod({"os": {"name": "windows"}, "containers": [{}]})
}

test_does_not_judge_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
