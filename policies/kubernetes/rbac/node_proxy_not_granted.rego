# METADATA
# title: Roles do not create nodes/proxy or pods/exec
# description: >-
#   `nodes/proxy` talks to the kubelet past admission and audit, and `pods/exec` runs commands in
#   any pod: both take over the workloads of a node.
# custom:
#   severity: high
#   category: least privilege
#   resources: [Role, ClusterRole]
#   params: {}
#   remediation: |-
#     Remove the resource. Metrics agents use `nodes/metrics` and `nodes/stats`.
#   aliases: [CKV2_K8S_2, AVD-KSV-0047]
#   references:
#     - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
package provost.kubernetes.rbac.node_proxy_not_granted

import rego.v1

import data.provost.lib.rbac

deny contains finding if {
	some index in rbac.granting(input.resource.attributes, {""}, {"nodes/proxy", "pods/exec"}, {"create", "get"})
	finding := {
		"message": "role may reach kubelets by proxy or execute in pods",
		"path": ["rules", index],
	}
}
