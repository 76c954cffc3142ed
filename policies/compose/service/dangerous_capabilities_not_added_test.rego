package provost.compose.service.dangerous_capabilities_not_added_test

import rego.v1

import data.provost.compose.service.dangerous_capabilities_not_added as policy

test_denies_sys_admin if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"cap_add": ["CHOWN", "SYS_ADMIN"]}}, "params": {"capabilities": ["SYS_ADMIN"]}}
	paths == {["cap_add", 1]}
}

test_denies_other_writings if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"cap_add": ["cap_sys_admin"]}}, "params": {"capabilities": ["SYS_ADMIN"]}}
	messages == {"service adds the capability cap_sys_admin"}
}

test_allows_others if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"cap_add": ["CHOWN"]}}, "params": {"capabilities": ["SYS_ADMIN"]}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {}}, "params": {"capabilities": ["SYS_ADMIN"]}}
}
