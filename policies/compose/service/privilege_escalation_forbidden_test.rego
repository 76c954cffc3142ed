package provost.compose.service.privilege_escalation_forbidden_test

import rego.v1

import data.provost.compose.service.privilege_escalation_forbidden as policy

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {}}}
	paths == {["security_opt"]}
}

test_denies_when_off if {
	count(policy.deny) == 1 with input as {"resource": {"type": "compose-service", "attributes": {"security_opt": ["no-new-privileges:false"]}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"security_opt": ["no-new-privileges:true"]}}}
}

test_allows_the_bare_option if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"security_opt": ["seccomp=x.json", "no-new-privileges"]}}}
}

test_allows_the_equals_sign if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"security_opt": ["no-new-privileges=true"]}}}
}

test_does_not_judge_privileged if {
	not policy.applicable with input as {"resource": {"type": "compose-service", "attributes": {"privileged": true}}}
}
