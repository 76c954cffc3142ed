package provost.docker.image.user_set_test

import rego.v1

import data.provost.docker.image.user_set as policy

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "from": {"image": "debian:13"}}}}
	paths == {["from"]}
}

test_allows_a_user if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "from": {"image": "debian:13"}, "user": "app"}}}
}

test_allows_a_base_without_root if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "from": {"image": "gcr.io/distroless/static:nonroot"}}}}
}

test_allows_a_stage_on_such_a_base if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "from": {"image": "base", "stage": "base"}}}, "related": {"dockerfile-stage": [{"attributes": {"stage": "base", "from": {"image": "cgr.dev/chainguard/node:22"}}}]}}
}

test_does_not_judge_earlier_stages if {
	not policy.applicable with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": false, "from": {"image": "debian:13"}}}}
}
