package provost.compose.service.image_tag_fixed_test

import rego.v1

import data.provost.compose.service.image_tag_fixed as policy

test_denies_latest if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"image": "a:latest"}}, "params": {"moving_tags": ["latest"]}}
	messages == {"image a:latest has a tag that moves"}
}

test_denies_without_a_tag if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"image": "r.example:5000/a"}}, "params": {"moving_tags": ["latest"]}}
	messages == {"image r.example:5000/a has no tag"}
}

test_allows_a_digest if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"image": "a@sha256:0123"}}, "params": {"moving_tags": ["latest"]}}
}

test_allows_a_tag if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"image": "r.example:5000/a:1.2"}}, "params": {"moving_tags": ["latest"]}}
}

test_does_not_judge_builds if {
	not policy.applicable with input as {"resource": {"type": "compose-service", "attributes": {"image": "a", "build": "."}}}
}

test_does_not_judge_absent if {
	not policy.applicable with input as {"resource": {"type": "compose-service", "attributes": {}}}
}
