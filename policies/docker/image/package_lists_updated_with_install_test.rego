package provost.docker.image.package_lists_updated_with_install_test

import rego.v1

import data.provost.docker.image.package_lists_updated_with_install as policy

test_denies_alone if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "apt-get update", "flags": {}}]}}}
	paths == {["instructions", 0, "value"]}
}

test_denies_another_step if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "apt-get update", "flags": {}}, {"instruction": "RUN", "value": "apt-get install -y curl", "flags": {}}]}}}
}

test_denies_apk if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "apk update", "flags": {}}]}}}
}

test_allows_together if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "apt-get update && apt-get install -y curl", "flags": {}}]}}}
}

test_allows_dnf_upgrades if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "dnf -y update", "flags": {}}]}}}
}

test_allows_a_script if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "apt-get update && ./install-deps.sh", "flags": {}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {}}}
}
