package provost.compose.service.host_ipc_not_shared_test

import rego.v1

import data.provost.compose.service.host_ipc_not_shared as policy

test_denies_host if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"ipc": "host"}}}
	messages == {"service shares the IPC namespace of the host"}
}

test_allows_a_service if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"ipc": "service:db"}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {}}}
}
