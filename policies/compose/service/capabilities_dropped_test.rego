package provost.compose.service.capabilities_dropped_test

import rego.v1

import data.provost.compose.service.capabilities_dropped as policy

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {}}}
	messages == {"service keeps the default capabilities"}
}

test_denies_single_ones if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"cap_drop": ["MKNOD"]}}}
	paths == {["cap_drop"]}
}

test_allows_all if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"cap_drop": ["all"]}}}
}

test_does_not_judge_privileged if {
	not policy.applicable with input as {"resource": {"type": "compose-service", "attributes": {"privileged": true}}}
}
