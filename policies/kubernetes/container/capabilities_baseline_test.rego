package provost.kubernetes.container.capabilities_baseline_test

import rego.v1

import data.provost.kubernetes.container.capabilities_baseline as policy
import data.provost.lib.fixtures

test_denies_each if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"securityContext": {"capabilities": {"add": ["NET_ADMIN", "CHOWN", "SYS_TIME"]}}})
	paths == {["spec", "containers", 0, "securityContext", "capabilities", "add", 0], ["spec", "containers", 0, "securityContext", "capabilities", "add", 2]}
}

test_denies_all if {
	{finding.message | some finding in policy.deny} == {"container \"web\" adds the capability ALL"} with input as fixtures.container({"name": "web", "securityContext": {"capabilities": {"add": ["ALL"]}}})
}

test_denies_the_long_name if {
	count(policy.deny) == 1 with input as fixtures.container({"securityContext": {"capabilities": {"add": ["CAP_CHOWN"]}}})
}

test_allows_the_default_set if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"capabilities": {"add": ["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"]}}})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"capabilities": {"drop": ["ALL"]}}})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
