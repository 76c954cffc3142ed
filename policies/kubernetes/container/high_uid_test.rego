package provost.kubernetes.container.high_uid_test

import rego.v1

import data.provost.kubernetes.container.high_uid as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({}) with input.params as {"min_uid": 10000}
	paths == {["spec", "containers", 0, "securityContext", "runAsUser"]}
}

test_denies_a_low_pod_user if {
	{finding.message | some finding in policy.deny} == {"container \"web\" does not run as a user of 10000 or above"} with input as fixtures.secured({"runAsUser": 1000}, {"name": "web"}) with input.params as {"min_uid": 10000}
}

test_denies_a_low_override if {
	{finding.message | some finding in policy.deny} == {"container \"web\" runs as user 1000, below 10000"} with input as fixtures.secured({"runAsUser": 20000}, {"name": "web", "securityContext": {"runAsUser": 1000}}) with input.params as {"min_uid": 10000}
}

test_allows_the_pod if {
	count(policy.deny) == 0 with input as fixtures.secured({"runAsUser": 10000}, {}) with input.params as {"min_uid": 10000}
}

test_allows_the_container if {
	count(policy.deny) == 0 with input as fixtures.secured({"runAsUser": 1}, {"securityContext": {"runAsUser": 10001}}) with input.params as {"min_uid": 10000}
}

test_takes_the_parameter if {
	count(policy.deny) == 0 with input as fixtures.secured({"runAsUser": 1000}, {}) with input.params as {"min_uid": 1000}
}
