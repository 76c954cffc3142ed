package provost.docker.image.recommended_packages_left_out_test

import rego.v1

import data.provost.docker.image.recommended_packages_left_out as policy

test_denies_1 if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "echo", "flags": {}}, {"instruction": "RUN", "value": "apt-get update && apt-get install -y curl", "flags": {}}]}}}
	paths == {["instructions", 1, "value"]}
}

test_denies_2 if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "echo", "flags": {}}, {"instruction": "RUN", "value": "apt-get -y install curl wget", "flags": {}}]}}}
	paths == {["instructions", 1, "value"]}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "apt-get install --no-install-recommends -y curl", "flags": {}}]}}}
}

test_allows_2 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "apt-get -y -o APT::Install-Recommends=0 install curl", "flags": {}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {}}}
}
