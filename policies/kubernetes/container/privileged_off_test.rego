package provost.kubernetes.container.privileged_off_test

import rego.v1

import data.provost.kubernetes.container.privileged_off as policy
import data.provost.lib.fixtures

test_denies_when_on if {
	{finding.message | some finding in policy.deny} == {"container \"web\" is privileged"} with input as fixtures.container({"name": "web", "securityContext": {"privileged": true}})
}

test_denies_an_init_container if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.pod({"initContainers": [{"name": "setup", "securityContext": {"privileged": true}}], "containers": [{"name": "web"}]})
	paths == {["spec", "initContainers", 0, "securityContext", "privileged"]}
}

test_denies_an_ephemeral_container if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.pod({"ephemeralContainers": [{"securityContext": {"privileged": true}}]})
	paths == {["spec", "ephemeralContainers", 0, "securityContext", "privileged"]}
}

test_allows_when_off if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"privileged": false}})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.container({})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
