package provost.docker.image.files_copied_not_added_test

import rego.v1

import data.provost.docker.image.files_copied_not_added as policy

test_denies_a_file if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "ADD", "value": "app.js /app/", "flags": {}}]}}}
	paths == {["instructions", 0, "value"]}
}

test_allows_an_archive if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "ADD", "value": "rootfs.tar.xz /", "flags": {}}]}}}
}

test_allows_a_url if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "ADD", "value": "https://example.org/a.zip /a.zip", "flags": {}}]}}}
}

test_allows_copy if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "COPY", "value": ". /app", "flags": {}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": []}}}
}
