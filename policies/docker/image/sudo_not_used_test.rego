package provost.docker.image.sudo_not_used_test

import rego.v1

import data.provost.docker.image.sudo_not_used as policy

test_denies_1 if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "echo", "flags": {}}, {"instruction": "RUN", "value": "sudo apt-get update", "flags": {}}]}}}
	paths == {["instructions", 1, "value"]}
}

test_denies_2 if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "echo", "flags": {}}, {"instruction": "RUN", "value": "apt-get update && sudo -E make install", "flags": {}}]}}}
	paths == {["instructions", 1, "value"]}
}

test_denies_3 if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "echo", "flags": {}}, {"instruction": "RUN", "value": "if x; then sudo y; fi", "flags": {}}]}}}
	paths == {["instructions", 1, "value"]}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "apt-get install -y --no-install-recommends sudo", "flags": {}}]}}}
}

test_allows_2 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "echo \"app ALL=(ALL)\" > /etc/sudoers.d/app", "flags": {}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {}}}
}
