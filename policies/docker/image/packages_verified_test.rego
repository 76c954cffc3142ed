package provost.docker.image.packages_verified_test

import rego.v1

import data.provost.docker.image.packages_verified as policy

test_denies_apk if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "apk add --allow-untrusted a.apk", "flags": {}}]}}}
	messages == {"apk installs without verifying signatures"}
}

test_denies_apt if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "apt-get install -y --allow-unauthenticated a", "flags": {}}]}}}
	paths == {["instructions", 0, "value"]}
}

test_denies_force if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "apt-get --force-yes install a", "flags": {}}]}}}
}

test_denies_yum if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "yum --nogpgcheck install a", "flags": {}}]}}}
}

test_denies_rpm if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "rpm -i --nosignature a.rpm", "flags": {}}]}}}
}

test_denies_zypper if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "zypper --no-gpg-checks in a", "flags": {}}]}}}
}

test_allows_others if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "apk add --no-cache a && yum install -y b", "flags": {}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {}}}
}
