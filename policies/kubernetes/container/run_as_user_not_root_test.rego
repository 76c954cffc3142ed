package provost.kubernetes.container.run_as_user_not_root_test

import rego.v1

import data.provost.kubernetes.container.run_as_user_not_root as policy
import data.provost.lib.fixtures

test_denies_the_pod if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.secured({"runAsUser": 0}, {})
	paths == {["spec", "securityContext", "runAsUser"]}
}

test_denies_the_container if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.secured({"runAsUser": 1000}, {"securityContext": {"runAsUser": 0}})
	paths == {["spec", "containers", 0, "securityContext", "runAsUser"]}
}

test_denies_the_pod_even_if_containers_override if {
	count(policy.deny) == 1 with input as fixtures.secured({"runAsUser": 0}, {"securityContext": {"runAsUser": 1000}})
}

test_relaxed_for_user_namespaces if {
	count(policy.deny) == 0 with input as fixtures.pod({"hostUsers": false, "securityContext": {"runAsUser": 0}, "containers": [{}]})
}

test_allows_another if {
	count(policy.deny) == 0 with input as fixtures.secured({"runAsUser": 1000}, {})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.container({})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
