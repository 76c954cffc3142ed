# METADATA
# title: Pod does not share the host network namespace
# description: >-
#   A pod with `hostNetwork: true` joins the network namespace of its node: it reaches services
#   bound to the loopback address of the node, sees its traffic, and no network policy holds it. The
#   default is a namespace of its own. Pod Security Standards, baseline.
# custom:
#   severity: high
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Remove `hostNetwork` from the pod spec, or set it to `false`. Publish ports through a Service. A
#     CNI or node agent that truly needs the network of the node belongs in a namespace of its own,
#     with a waiver.
#   aliases: [CKV_K8S_19, AVD-KSV-0009, pss/hostnamespaces, kube-linter/host-network, kyverno/disallow-host-namespaces]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
package provost.kubernetes.pod.host_network_not_shared

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

deny contains finding if {
	kubernetes.is_true(input.resource.workload.spec.hostNetwork)
	finding := {
		"message": "pod shares the network namespace of its node",
		"path": kubernetes.pod_path(input.resource.workload, ["hostNetwork"]),
	}
}
