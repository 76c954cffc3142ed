package provost.docker.image.remote_files_verified_test

import rego.v1

import data.provost.docker.image.remote_files_verified as policy

test_denies_a_url if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "ADD", "value": "https://example.org/a.zip /a.zip", "flags": {}}]}}}
	paths == {["instructions", 0, "value"]}
}

test_allows_a_checksum if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "ADD", "value": "https://example.org/a /a", "flags": {"checksum": "sha256:00"}}]}}}
}

test_allows_a_repository if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "ADD", "value": "https://github.com/a/b.git#0123456789012345678901234567890123456789 /a", "flags": {}}]}}}
}

test_allows_files if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "ADD", "value": "a.tar /", "flags": {}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": []}}}
}
