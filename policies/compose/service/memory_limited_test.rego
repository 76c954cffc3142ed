package provost.compose.service.memory_limited_test

import rego.v1

import data.provost.compose.service.memory_limited as policy

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {}}}
	messages == {"service has no memory limit"}
}

test_denies_reservations if {
	count(policy.deny) == 1 with input as {"resource": {"type": "compose-service", "attributes": {"deploy": {"resources": {"reservations": {"memory": "1G", "cpus": "1"}}}}}}
}

test_allows_deploy if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"deploy": {"resources": {"limits": {"memory": "1"}}}}}}
}

test_allows_mem_limit if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"mem_limit": 1}}}
}
