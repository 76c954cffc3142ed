package provost.docker.image.workdir_absolute_test

import rego.v1

import data.provost.docker.image.workdir_absolute as policy

test_denies_relative if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "WORKDIR", "value": "app", "flags": {}}]}}}
	messages == {"WORKDIR app is relative"}
}

test_allows_absolute if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "WORKDIR", "value": "/app", "flags": {}}, {"instruction": "WORKDIR", "value": "\"/a b\"", "flags": {}}]}}}
}

test_allows_windows if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "WORKDIR", "value": "c:\\\\app", "flags": {}}]}}}
}

test_allows_a_variable if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "WORKDIR", "value": "${HOME}/app", "flags": {}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {}}}
}
