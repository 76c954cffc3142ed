package provost.docker.image.ssh_port_not_exposed_test

import rego.v1

import data.provost.docker.image.ssh_port_not_exposed as policy

test_denies_22 if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"expose": ["8080", "22"]}}}
	paths == {["expose", 1]}
}

test_denies_a_protocol if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"expose": ["22/tcp"]}}}
}

test_denies_a_range if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"expose": ["20-25"]}}}
}

test_allows_others if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"expose": ["2222", "22/udp", "30-40"]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"expose": []}}}
}
