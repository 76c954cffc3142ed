package provost.kubernetes.pod.windows_host_process_off_test

import rego.v1

import data.provost.kubernetes.pod.windows_host_process_off as policy
import data.provost.lib.fixtures

test_denies_the_pod if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.secured({"windowsOptions": {"hostProcess": true}}, {})
	paths == {["spec", "securityContext", "windowsOptions", "hostProcess"]}
}

test_denies_the_container if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"securityContext": {"windowsOptions": {"hostProcess": true}}})
	paths == {["spec", "containers", 0, "securityContext", "windowsOptions", "hostProcess"]}
}

test_allows_false if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"windowsOptions": {"hostProcess": false}}})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.container({})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
