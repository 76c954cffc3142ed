package provost.docker.image.workdir_used_for_folders_test

import rego.v1

import data.provost.docker.image.workdir_used_for_folders as policy

test_denies_1 if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "echo", "flags": {}}, {"instruction": "RUN", "value": "cd /src && make", "flags": {}}]}}}
	paths == {["instructions", 1, "value"]}
}

test_denies_2 if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "echo", "flags": {}}, {"instruction": "RUN", "value": "make; cd ../x", "flags": {}}]}}}
	paths == {["instructions", 1, "value"]}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "make -C /src", "flags": {}}]}}}
}

test_allows_2 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "abcd /x", "flags": {}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {}}}
}
