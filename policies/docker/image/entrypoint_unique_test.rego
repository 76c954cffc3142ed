package provost.docker.image.entrypoint_unique_test

import rego.v1

import data.provost.docker.image.entrypoint_unique as policy

test_denies_a_second if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "ENTRYPOINT", "value": "[\"a\"]", "flags": {}}, {"instruction": "RUN", "value": "b", "flags": {}}, {"instruction": "ENTRYPOINT", "value": "[\"c\"]", "flags": {}}]}}}
	paths == {["instructions", 0, "value"]}
}

test_allows_one if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "ENTRYPOINT", "value": "[\"a\"]", "flags": {}}]}}}
}

test_allows_none if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "a", "flags": {}}]}}}
}
