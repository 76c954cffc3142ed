package provost.compose.service.security_profiles_kept_test

import rego.v1

import data.provost.compose.service.security_profiles_kept as policy

test_denies_seccomp if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"security_opt": ["seccomp:unconfined"]}}}
	messages == {"service runs with seccomp:unconfined"}
}

test_denies_apparmor if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"security_opt": ["a:b", "apparmor=unconfined"]}}}
	paths == {["security_opt", 1]}
}

test_denies_label if {
	count(policy.deny) == 1 with input as {"resource": {"type": "compose-service", "attributes": {"security_opt": ["label:disable"]}}}
}

test_allows_a_profile if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"security_opt": ["seccomp:./p.json"]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {}}}
}
