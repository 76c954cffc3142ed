package provost.compose.service.privileged_off_test

import rego.v1

import data.provost.compose.service.privileged_off as policy

test_denies_when_on if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"privileged": true}}}
	messages == {"service is privileged"}
}

test_denies_when_on_as_text if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"privileged": "true"}}}
	paths == {["privileged"]}
}

test_allows_when_off if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"privileged": false}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {}}}
}
