package provost.compose.service.user_not_root_test

import rego.v1

import data.provost.compose.service.user_not_root as policy

test_denies_root if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"user": "root"}}}
	messages == {"service runs as root"}
}

test_denies_zero if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"user": 0}}}
	paths == {["user"]}
}

test_denies_with_a_group if {
	count(policy.deny) == 1 with input as {"resource": {"type": "compose-service", "attributes": {"user": "0:0"}}}
}

test_allows_another if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"user": "1000:0"}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {}}}
}
