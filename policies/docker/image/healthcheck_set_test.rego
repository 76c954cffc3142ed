package provost.docker.image.healthcheck_set_test

import rego.v1

import data.provost.docker.image.healthcheck_set as policy

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "from": {}}}}
	messages == {"image has no health check"}
}

test_allows_a_check if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "healthcheck": "CMD true"}}}
}

test_allows_one_inherited if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "from": {"stage": "base"}}}, "related": {"dockerfile-stage": [{"attributes": {"stage": "base", "healthcheck": "CMD true"}}]}}
}

test_does_not_judge_earlier_stages if {
	not policy.applicable with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": false}}}
}
