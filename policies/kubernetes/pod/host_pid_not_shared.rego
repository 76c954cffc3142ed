# METADATA
# title: Pod does not share the host PID namespace
# description: >-
#   A pod with `hostPID: true` joins the process namespace of its node: it sees every process of the
#   node, reads their environment and can signal them. The default is a namespace of its own. Pod
#   Security Standards, baseline.
# custom:
#   severity: high
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Remove `hostPID` from the pod spec, or set it to `false`. To see the processes of other
#     containers of the same pod, set `shareProcessNamespace: true`.
#   aliases: [CKV_K8S_17, AVD-KSV-0010, pss/hostnamespaces, kube-linter/host-pid, kyverno/disallow-host-namespaces]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
package provost.kubernetes.pod.host_pid_not_shared

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

deny contains finding if {
	kubernetes.is_true(input.resource.workload.spec.hostPID)
	finding := {
		"message": "pod shares the process namespace of its node",
		"path": kubernetes.pod_path(input.resource.workload, ["hostPID"]),
	}
}
