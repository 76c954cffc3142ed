# METADATA
# title: Pod does not share the host IPC namespace
# description: >-
#   A pod with `hostIPC: true` joins the IPC namespace of its node: it reads and writes the shared
#   memory and semaphores of every process on the node. The default is a namespace of its own. Pod
#   Security Standards, baseline.
# custom:
#   severity: high
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Remove `hostIPC` from the pod spec, or set it to `false`. Containers of one pod share memory
#     through an `emptyDir` with `medium: Memory`.
#   aliases: [CKV_K8S_18, AVD-KSV-0008, pss/hostnamespaces, kube-linter/host-ipc, kyverno/disallow-host-namespaces]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
package provost.kubernetes.pod.host_ipc_not_shared

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

deny contains finding if {
	kubernetes.is_true(input.resource.workload.spec.hostIPC)
	finding := {
		"message": "pod shares the IPC namespace of its node",
		"path": kubernetes.pod_path(input.resource.workload, ["hostIPC"]),
	}
}
