package provost.compose.service.cpu_limited_test

import rego.v1

import data.provost.compose.service.cpu_limited as policy

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {}}}
	messages == {"service has no CPU limit"}
}

test_denies_reservations if {
	count(policy.deny) == 1 with input as {"resource": {"type": "compose-service", "attributes": {"deploy": {"resources": {"reservations": {"memory": "1G", "cpus": "1"}}}}}}
}

test_allows_deploy if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"deploy": {"resources": {"limits": {"cpus": "1"}}}}}}
}

test_allows_cpus if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"cpus": 1}}}
}

test_allows_cpu_quota if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"cpu_quota": 1}}}
}
