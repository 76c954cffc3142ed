package provost.docker.image.base_image_tag_fixed_test

import rego.v1

import data.provost.docker.image.base_image_tag_fixed as policy

test_denies_latest if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"from": {"image": "a:latest"}}}, "params": {"moving_tags": ["latest"]}}
	messages == {"base image a:latest has a tag that moves"}
}

test_denies_without_a_tag if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"from": {"image": "r.example:5000/a"}}}, "params": {"moving_tags": ["latest"]}}
	paths == {["from", "image"]}
}

test_allows_a_tag if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"from": {"image": "a:1.2"}}}, "params": {"moving_tags": ["latest"]}}
}

test_allows_a_digest if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"from": {"image": "a@sha256:00"}}}, "params": {"moving_tags": ["latest"]}}
}

test_does_not_judge_stages if {
	not policy.applicable with input as {"resource": {"type": "dockerfile-stage", "attributes": {"from": {"image": "build", "stage": "build"}}}}
}

test_does_not_judge_scratch if {
	not policy.applicable with input as {"resource": {"type": "dockerfile-stage", "attributes": {"from": {"image": "scratch"}}}}
}
