# METADATA
# title: Pod does not mount sensitive host folders
# description: >-
#   Some folders of a node hold what makes it a node: its kernel interfaces, system configuration,
#   devices, boot files, the state of the kubelet and of the container runtime. A pod that mounts
#   one of them controls the node or reads the secrets of every pod on it.
# custom:
#   severity: high
#   category: workload isolation and hardening
#   resources: [workload]
#   params:
#     folders: ["/boot", "/dev", "/etc", "/home", "/lib", "/lib64", "/proc", "/root", "/run", "/sys", "/usr", "/var", "/var/run", "/var/lib/docker", "/var/lib/containerd", "/var/lib/kubelet", "/etc/kubernetes", "/var/lib/etcd"]
#   remediation: |-
#     Mount the one file or folder below it that is needed, `readOnly: true`, or none: the downward
#     API, the metrics of the kubelet and projected volumes give most of what agents look for.
#   aliases: [AVD-KSV-0121, kube-linter/sensitive-host-mounts]
#   references:
#     - https://kubernetes.io/docs/concepts/storage/volumes/#hostpath
package provost.kubernetes.pod.sensitive_host_folders_not_mounted

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

folder(path) := "/" if path == "/"

folder(path) := trim_right(path, "/") if path != "/"

sensitive := {"/"} | {path | some path in input.params.folders}

deny contains finding if {
	some index, volume in input.resource.workload.spec.volumes
	path := folder(volume.hostPath.path)
	path in sensitive
	finding := {
		"message": sprintf("volume %q mounts %s of the node", [object.get(volume, "name", "?"), path]),
		"path": kubernetes.pod_path(input.resource.workload, ["volumes", index, "hostPath", "path"]),
	}
}
