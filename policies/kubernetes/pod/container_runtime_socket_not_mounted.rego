# METADATA
# title: Pod does not mount the container runtime socket
# description: >-
#   Whoever can speak to the socket of Docker, containerd, CRI-O or Podman can start a privileged
#   container on the node: the socket is root on the node, also when it is mounted read-only. A
#   mount of the folder that holds it counts.
# custom:
#   severity: high
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Remove the volume. To build images in the cluster use a builder without a daemon (BuildKit
#     rootless, Buildah); to read container state use the API server or the kubelet with a narrow
#     role.
#   aliases: [CKV_K8S_27, AVD-KSV-0006, kube-linter/docker-sock, kyverno/disallow-container-sock-mounts]
#   references:
#     - https://docs.docker.com/engine/security/#docker-daemon-attack-surface
package provost.kubernetes.pod.container_runtime_socket_not_mounted

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

# Sockets, under /run as well as under its older name /var/run.
sockets := {
	"/run/docker.sock",
	"/run/docker",
	"/run/containerd",
	"/run/containerd/containerd.sock",
	"/run/crio",
	"/run/crio/crio.sock",
	"/run/podman",
	"/run/podman/podman.sock",
	"/run/cri-dockerd.sock",
	"/run/dockershim.sock",
	"/run/k3s/containerd",
	"/run/k3s/containerd/containerd.sock",
}

deny contains finding if {
	some index, volume in input.resource.workload.spec.volumes
	trim_prefix(trim_right(volume.hostPath.path, "/"), "/var") in sockets
	finding := {
		"message": sprintf("volume %q mounts %s of the node", [object.get(volume, "name", "?"), volume.hostPath.path]),
		"path": kubernetes.pod_path(input.resource.workload, ["volumes", index, "hostPath", "path"]),
	}
}
