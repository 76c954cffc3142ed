package provost.kubernetes.pod.sensitive_host_folders_not_mounted_test

import rego.v1

import data.provost.kubernetes.pod.sensitive_host_folders_not_mounted as policy
import data.provost.lib.fixtures

test_denies_etc if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.pod({"volumes": [{"name": "etc", "hostPath": {"path": "/etc/"}}]}) with input.params as {"folders": ["/boot", "/dev", "/etc", "/home", "/lib", "/lib64", "/proc", "/root", "/run", "/sys", "/usr", "/var", "/var/run", "/var/lib/docker", "/var/lib/containerd", "/var/lib/kubelet", "/etc/kubernetes", "/var/lib/etcd"]}
	paths == {["spec", "volumes", 0, "hostPath", "path"]}
}

test_denies_the_root if {
	{finding.message | some finding in policy.deny} == {"volume \"all\" mounts / of the node"} with input as fixtures.pod({"volumes": [{"name": "all", "hostPath": {"path": "/"}}]}) with input.params as {"folders": ["/boot", "/dev", "/etc", "/home", "/lib", "/lib64", "/proc", "/root", "/run", "/sys", "/usr", "/var", "/var/run", "/var/lib/docker", "/var/lib/containerd", "/var/lib/kubelet", "/etc/kubernetes", "/var/lib/etcd"]}
}

test_allows_a_folder_of_its_own if {
	count(policy.deny) == 0 with input as fixtures.pod({"volumes": [{"name": "data", "hostPath": {"path": "/srv/data"}}]}) with input.params as {"folders": ["/boot", "/dev", "/etc", "/home", "/lib", "/lib64", "/proc", "/root", "/run", "/sys", "/usr", "/var", "/var/run", "/var/lib/docker", "/var/lib/containerd", "/var/lib/kubelet", "/etc/kubernetes", "/var/lib/etcd"]}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.pod({}) with input.params as {"folders": ["/boot", "/dev", "/etc", "/home", "/lib", "/lib64", "/proc", "/root", "/run", "/sys", "/usr", "/var", "/var/run", "/var/lib/docker", "/var/lib/containerd", "/var/lib/kubelet", "/etc/kubernetes", "/var/lib/etcd"]}
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
