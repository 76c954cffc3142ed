package provost.docker.image.base_image_digest_pinned_test

import rego.v1

import data.provost.docker.image.base_image_digest_pinned as policy

test_denies_a_tag if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"from": {"image": "a:1"}}}}
	paths == {["from", "image"]}
}

test_allows_a_digest if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"from": {"image": "a:1@sha256:00"}}}}
}

test_does_not_judge_stages if {
	not policy.applicable with input as {"resource": {"type": "dockerfile-stage", "attributes": {"from": {"image": "build", "stage": "build"}}}}
}
