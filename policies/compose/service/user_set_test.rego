package provost.compose.service.user_set_test

import rego.v1

import data.provost.compose.service.user_set as policy

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"image": "nginx:1"}}}
	paths == {["user"]}
}

test_denies_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "compose-service", "attributes": {"user": null}}}
}

test_allows_a_user if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"user": 1000}}}
}

test_does_not_judge_builds if {
	not policy.applicable with input as {"resource": {"type": "compose-service", "attributes": {"build": "."}}}
}
