package provost.kubernetes.container.sys_admin_not_added_test

import rego.v1

import data.provost.kubernetes.container.sys_admin_not_added as policy
import data.provost.lib.fixtures

test_denies if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"securityContext": {"capabilities": {"add": ["SYS_ADMIN"]}}})
	paths == {["spec", "containers", 0, "securityContext", "capabilities", "add", 0]}
}

test_denies_all if {
	count(policy.deny) == 1 with input as fixtures.container({"securityContext": {"capabilities": {"add": ["all"]}}})
}

test_allows_another if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"capabilities": {"add": ["CHOWN"]}}})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.container({})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
