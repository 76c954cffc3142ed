package provost.compose.service.database_ports_not_published_test

import rego.v1

import data.provost.compose.service.database_ports_not_published as policy

test_denies_every_address if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"ports": ["80:80", "5432:5432"]}}, "params": {"database_ports": [5432]}}
	paths == {["ports", 1]}
}

test_denies_zeros if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"ports": ["0.0.0.0:5432:5432"]}}, "params": {"database_ports": [5432]}}
	messages == {"port 5432 of a database is published on every address of the host"}
}

test_denies_a_bare_port if {
	count(policy.deny) == 1 with input as {"resource": {"type": "compose-service", "attributes": {"ports": [5432]}}, "params": {"database_ports": [5432]}}
}

test_denies_the_long_form if {
	count(policy.deny) == 1 with input as {"resource": {"type": "compose-service", "attributes": {"ports": [{"target": 5432, "published": "15432"}]}}, "params": {"database_ports": [5432]}}
}

test_allows_the_loopback if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"ports": ["127.0.0.1:5432:5432", {"target": 5432, "host_ip": "127.0.0.1"}]}}, "params": {"database_ports": [5432]}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {}}, "params": {"database_ports": [5432]}}
}
