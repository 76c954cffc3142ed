package provost.kubernetes.container.image_digest_pinned_test

import rego.v1

import data.provost.kubernetes.container.image_digest_pinned as policy
import data.provost.lib.fixtures

test_denies_a_tag if {
	{finding.message | some finding in policy.deny} == {"container \"web\" runs nginx:1.27, which is not pinned by digest"} with input as fixtures.container({"name": "web", "image": "nginx:1.27"})
}

test_denies_an_init_container if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.pod({"initContainers": [{"image": "busybox:1"}]})
	paths == {["spec", "initContainers", 0, "image"]}
}

test_allows_a_digest if {
	count(policy.deny) == 0 with input as fixtures.container({"image": "nginx:1.27@sha256:0123"})
}

test_says_nothing_without_an_image if {
	count(policy.deny) == 0 with input as fixtures.container({})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
