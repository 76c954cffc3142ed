package provost.compose.service.health_checked_test

import rego.v1

import data.provost.compose.service.health_checked as policy

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"image": "a:1"}}}
	messages == {"service has no health check"}
}

test_denies_when_off if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"build": ".", "healthcheck": {"disable": true}}}}
	paths == {["healthcheck", "disable"]}
}

test_denies_none if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"healthcheck": {"test": ["NONE"]}}}}
	paths == {["healthcheck", "test"]}
}

test_allows_a_check if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"healthcheck": {"test": "true"}}}}
}

test_does_not_judge_builds if {
	not policy.applicable with input as {"resource": {"type": "compose-service", "attributes": {"build": "."}}}
}
