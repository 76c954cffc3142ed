package provost.kubernetes.pod.sysctls_safe_test

import rego.v1

import data.provost.kubernetes.pod.sysctls_safe as policy
import data.provost.lib.fixtures

test_denies if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.secured({"sysctls": [{"name": "net.ipv4.tcp_syncookies", "value": "1"}, {"name": "net.core.somaxconn", "value": "1024"}]}, {})
	paths == {["spec", "securityContext", "sysctls", 1, "name"]}
}

test_allows_recent_ones if {
	count(policy.deny) == 0 with input as fixtures.secured({"sysctls": [{"name": "net.ipv4.tcp_rmem", "value": "1"}, {"name": "net.ipv4.ip_local_reserved_ports", "value": "1"}]}, {})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.container({})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
