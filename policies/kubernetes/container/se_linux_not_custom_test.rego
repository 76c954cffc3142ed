package provost.kubernetes.container.se_linux_not_custom_test

import rego.v1

import data.provost.kubernetes.container.se_linux_not_custom as policy
import data.provost.lib.fixtures

test_denies_a_type if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.secured({"seLinuxOptions": {"type": "spc_t"}}, {})
	paths == {["spec", "securityContext", "seLinuxOptions", "type"]}
}

test_denies_user_and_role if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"securityContext": {"seLinuxOptions": {"user": "system_u", "role": "sysadm_r"}}})
	paths == {["spec", "containers", 0, "securityContext", "seLinuxOptions", "user"], ["spec", "containers", 0, "securityContext", "seLinuxOptions", "role"]}
}

test_allows_container_types if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"seLinuxOptions": {"type": "container_engine_t", "level": "s0:c1", "user": ""}}})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.container({})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
