package provost.docker.image.healthcheck_unique_test

import rego.v1

import data.provost.docker.image.healthcheck_unique as policy

test_denies_a_second if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "HEALTHCHECK", "value": "[\"a\"]", "flags": {}}, {"instruction": "RUN", "value": "b", "flags": {}}, {"instruction": "HEALTHCHECK", "value": "[\"c\"]", "flags": {}}]}}}
	paths == {["instructions", 0, "value"]}
}

test_allows_one if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "HEALTHCHECK", "value": "[\"a\"]", "flags": {}}]}}}
}

test_allows_none if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "a", "flags": {}}]}}}
}
