package provost.docker.image.installs_confirmed_test

import rego.v1

import data.provost.docker.image.installs_confirmed as policy

test_denies_1 if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "echo", "flags": {}}, {"instruction": "RUN", "value": "apt-get update && apt-get install curl", "flags": {}}]}}}
	paths == {["instructions", 1, "value"]}
}

test_denies_2 if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "echo", "flags": {}}, {"instruction": "RUN", "value": "apt-get install --no-install-recommends curl", "flags": {}}]}}}
	paths == {["instructions", 1, "value"]}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "apt-get -y install curl", "flags": {}}]}}}
}

test_allows_2 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "apt-get install -qqy curl", "flags": {}}]}}}
}

test_allows_3 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "apt-get install curl --yes", "flags": {}}]}}}
}

test_allows_4 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "apt-get install -yq --no-install-recommends curl", "flags": {}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {}}}
}
