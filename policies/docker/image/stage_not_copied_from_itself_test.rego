package provost.docker.image.stage_not_copied_from_itself_test

import rego.v1

import data.provost.docker.image.stage_not_copied_from_itself as policy

test_denies_itself if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"stage": "build", "instructions": [{"instruction": "COPY", "value": "/a /b", "flags": {"from": "build"}}]}}}
	messages == {"stage build copies from itself"}
}

test_allows_another if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"stage": "1", "instructions": [{"instruction": "COPY", "value": "/a /b", "flags": {"from": "build"}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"stage": "1", "instructions": []}}}
}
