package provost.docker.image.ports_valid_test

import rego.v1

import data.provost.docker.image.ports_valid as policy

test_denies_a_large_one if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"expose": ["80", "65536/tcp"]}}}
	paths == {["expose", 1]}
}

test_allows_ports if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"expose": ["65535", "$PORT"]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {}}}
}
