package provost.kubernetes.pod.container_runtime_socket_not_mounted_test

import rego.v1

import data.provost.kubernetes.pod.container_runtime_socket_not_mounted as policy
import data.provost.lib.fixtures

test_denies_docker if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.pod({"volumes": [{"name": "docker", "hostPath": {"path": "/var/run/docker.sock"}}]})
	paths == {["spec", "volumes", 0, "hostPath", "path"]}
}

test_denies_containerd_under_run if {
	count(policy.deny) == 1 with input as fixtures.pod({"volumes": [{"name": "cri", "hostPath": {"path": "/run/containerd/containerd.sock", "type": "Socket"}}]})
}

test_denies_the_folder if {
	count(policy.deny) == 1 with input as fixtures.pod({"volumes": [{"name": "cri", "hostPath": {"path": "/var/run/crio/"}}]})
}

test_allows_other_paths if {
	count(policy.deny) == 0 with input as fixtures.pod({"volumes": [{"name": "logs", "hostPath": {"path": "/var/log"}}, {"name": "tmp", "emptyDir": {}}]})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.pod({})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
