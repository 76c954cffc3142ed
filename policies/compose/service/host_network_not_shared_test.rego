package provost.compose.service.host_network_not_shared_test

import rego.v1

import data.provost.compose.service.host_network_not_shared as policy

test_denies_host if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"network_mode": "host"}}}
	messages == {"service shares the network of the host"}
}

test_allows_a_service if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"network_mode": "service:db"}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {}}}
}
