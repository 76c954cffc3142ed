package provost.docker.image.workdir_not_system_folder_test

import rego.v1

import data.provost.docker.image.workdir_not_system_folder as policy

test_denies_proc if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "WORKDIR", "value": "/proc/self", "flags": {}}]}}}
	paths == {["instructions", 0, "value"]}
}

test_allows_others if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "WORKDIR", "value": "/devices", "flags": {}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {}}}
}
