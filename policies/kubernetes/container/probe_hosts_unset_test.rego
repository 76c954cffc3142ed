package provost.kubernetes.container.probe_hosts_unset_test

import rego.v1

import data.provost.kubernetes.container.probe_hosts_unset as policy
import data.provost.lib.fixtures

test_denies_a_probe if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"livenessProbe": {"httpGet": {"host": "10.0.0.1", "port": 80}}})
	paths == {["spec", "containers", 0, "livenessProbe", "httpGet", "host"]}
}

test_denies_a_socket if {
	count(policy.deny) == 1 with input as fixtures.container({"startupProbe": {"tcpSocket": {"host": "127.0.0.1", "port": 80}}})
}

test_denies_a_hook if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.pod({"initContainers": [{"lifecycle": {"preStop": {"httpGet": {"host": "example.org"}}}}]})
	paths == {["spec", "initContainers", 0, "lifecycle", "preStop", "httpGet", "host"]}
}

test_allows_an_empty_one if {
	count(policy.deny) == 0 with input as fixtures.container({"livenessProbe": {"httpGet": {"host": "", "port": 80}}})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.container({"readinessProbe": {"httpGet": {"port": 80}}})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
