package provost.kubernetes.container.privilege_escalation_forbidden_test

import rego.v1

import data.provost.kubernetes.container.privilege_escalation_forbidden as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	{finding.message | some finding in policy.deny} == {"container \"web\" allows privilege escalation"} with input as fixtures.container({"name": "web"})
}

test_denies_when_on if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"securityContext": {"allowPrivilegeEscalation": true}})
	paths == {["spec", "containers", 0, "securityContext", "allowPrivilegeEscalation"]}
}

test_denies_the_init_container if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.deployment({"initContainers": [{}], "containers": [{"securityContext": {"allowPrivilegeEscalation": false}}]})
	paths == {["spec", "template", "spec", "initContainers", 0, "securityContext", "allowPrivilegeEscalation"]}
}

test_allows_when_off if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"allowPrivilegeEscalation": false}})
}

test_exempts_windows if {
	count(policy.deny) == 0 with input as fixtures.pod({"os": {"name": "windows"}, "containers": [{}]})
}
