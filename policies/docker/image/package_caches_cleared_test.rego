package provost.docker.image.package_caches_cleared_test

import rego.v1

import data.provost.docker.image.package_caches_cleared as policy

test_denies_apt if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "instructions": [{"instruction": "RUN", "value": "apt-get update && apt-get install -y curl", "flags": {}}]}}}
	messages == {"the step leaves the caches of apt-get behind"}
}

test_denies_apk if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "instructions": [{"instruction": "RUN", "value": "apk add curl", "flags": {}}]}}}
	paths == {["instructions", 0, "value"]}
}

test_denies_yum if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "instructions": [{"instruction": "RUN", "value": "yum install -y curl", "flags": {}}]}}}
}

test_denies_dnf if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "instructions": [{"instruction": "RUN", "value": "microdnf install curl", "flags": {}}]}}}
}

test_denies_zypper if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "instructions": [{"instruction": "RUN", "value": "zypper --non-interactive install curl", "flags": {}}]}}}
}

test_allows_apt if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "instructions": [{"instruction": "RUN", "value": "apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*", "flags": {}}]}}}
}

test_allows_apk if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "instructions": [{"instruction": "RUN", "value": "apk add --no-cache curl", "flags": {}}]}}}
}

test_allows_yum if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "instructions": [{"instruction": "RUN", "value": "yum -y install curl && yum -y clean all", "flags": {}}]}}}
}

test_allows_dnf if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "instructions": [{"instruction": "RUN", "value": "dnf install -y a && dnf clean all", "flags": {}}]}}}
}

test_allows_zypper if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "instructions": [{"instruction": "RUN", "value": "zypper in curl && zypper clean --all", "flags": {}}]}}}
}

test_allows_earlier_stages if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": false, "instructions": [{"instruction": "RUN", "value": "apk add curl", "flags": {}}]}}}
}

test_allows_a_cache_mount if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "instructions": [{"instruction": "RUN", "value": "apt-get update", "flags": {"mount": "type=cache,target=/var/cache/apt"}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true}}}
}
