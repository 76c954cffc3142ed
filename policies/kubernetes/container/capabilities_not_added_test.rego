package provost.kubernetes.container.capabilities_not_added_test

import rego.v1

import data.provost.kubernetes.container.capabilities_not_added as policy
import data.provost.lib.fixtures

test_denies if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"securityContext": {"capabilities": {"add": ["NET_BIND_SERVICE"]}}})
	paths == {["spec", "containers", 0, "securityContext", "capabilities", "add"]}
}

test_allows_an_empty_list if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"capabilities": {"add": []}}})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.container({})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
