package provost.kubernetes.container.run_as_non_root_test

import rego.v1

import data.provost.kubernetes.container.run_as_non_root as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	{finding.message | some finding in policy.deny} == {"container \"web\" may run as root"} with input as fixtures.container({"name": "web"})
}

test_denies_user_0 if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.secured({"runAsUser": 1000}, {"securityContext": {"runAsUser": 0}})
	paths == {["spec", "containers", 0, "securityContext"]}
}

test_denies_what_the_container_takes_back if {
	count(policy.deny) == 1 with input as fixtures.secured({"runAsNonRoot": true}, {"securityContext": {"runAsNonRoot": false}})
}

test_denies_an_init_container if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.pod({"initContainers": [{}], "containers": [{"securityContext": {"runAsNonRoot": true}}]})
	paths == {["spec", "initContainers", 0, "securityContext"]}
}

test_allows_a_user if {
	count(policy.deny) == 0 with input as fixtures.secured({"runAsUser": 1000}, {})
}

test_allows_a_user_of_the_container if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"runAsUser": 1000}})
}

test_allows_non_root if {
	count(policy.deny) == 0 with input as fixtures.secured({"runAsNonRoot": true}, {})
}

test_allows_non_root_of_the_container if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"runAsNonRoot": true}})
}

test_exempts_windows if {
	count(policy.deny) == 0 with input as fixtures.pod({"os": {"name": "windows"}, "containers": [{}]})
}

test_exempts_user_namespaces if {
	count(policy.deny) == 0 with input as fixtures.pod({"hostUsers": false, "containers": [{}]})
}

test_does_not_judge_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
