package provost.docker.image.release_not_upgraded_test

import rego.v1

import data.provost.docker.image.release_not_upgraded as policy

test_denies_1 if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "echo", "flags": {}}, {"instruction": "RUN", "value": "apt-get update && apt-get dist-upgrade -y", "flags": {}}]}}}
	paths == {["instructions", 1, "value"]}
}

test_denies_2 if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "echo", "flags": {}}, {"instruction": "RUN", "value": "apt-get -y full-upgrade", "flags": {}}]}}}
	paths == {["instructions", 1, "value"]}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "apt-get upgrade -y", "flags": {}}]}}}
}

test_allows_2 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "apt-get install -y dist-upgrade-helper", "flags": {}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {}}}
}
