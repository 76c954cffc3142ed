package provost.kubernetes.container.image_tag_fixed_test

import rego.v1

import data.provost.kubernetes.container.image_tag_fixed as policy
import data.provost.lib.fixtures

test_denies_latest if {
	{finding.message | some finding in policy.deny} == {"container \"web\" runs nginx:latest, a tag that moves"} with input as fixtures.container({"name": "web", "image": "nginx:latest"}) with input.params as {"moving_tags": ["latest"]}
}

test_denies_no_tag if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"image": "registry.example.org:5000/team/web"}) with input.params as {"moving_tags": ["latest"]}
	paths == {["spec", "containers", 0, "image"]}
}

test_denies_an_init_container if {
	count(policy.deny) == 1 with input as fixtures.pod({"initContainers": [{"image": "busybox"}]}) with input.params as {"moving_tags": ["latest"]}
}

test_takes_the_parameter if {
	count(policy.deny) == 1 with input as fixtures.container({"image": "nginx:stable"}) with input.params as {"moving_tags": ["latest", "stable"]}
}

test_allows_a_version if {
	count(policy.deny) == 0 with input as fixtures.container({"image": "registry.example.org:5000/web:1.2"}) with input.params as {"moving_tags": ["latest"]}
}

test_allows_a_digest if {
	count(policy.deny) == 0 with input as fixtures.container({"image": "nginx@sha256:0123"}) with input.params as {"moving_tags": ["latest"]}
}

test_allows_a_digest_beside_latest if {
	count(policy.deny) == 0 with input as fixtures.container({"image": "nginx:latest@sha256:0123"}) with input.params as {"moving_tags": ["latest"]}
}

test_says_nothing_without_an_image if {
	count(policy.deny) == 0 with input as fixtures.container({}) with input.params as {"moving_tags": ["latest"]}
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
