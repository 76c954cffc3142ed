# METADATA
# title: API server uses RBAC
# description: >-
#   Without the mode RBAC, roles and bindings mean nothing: attribute files or webhooks decide, and
#   most tools that review access look at roles.
# custom:
#   severity: high
#   category: least privilege
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Set `--authorization-mode=Node,RBAC`.
#   aliases: [CKV_K8S_77, AVD-KCV-0009]
#   references:
#     - https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
package provost.kubernetes.control_plane.rbac_used

import rego.v1

import data.provost.lib.kubernetes

applicable if {
	kubernetes.cluster(input.resource)
	count(servers) > 0
}

servers contains container if {
	some container in input.resource.workload.containers
	some word in kubernetes.words(container)
	regex.match(`(^|/)kube-apiserver$`, word)
}

deny contains finding if {
	some container in servers
	not by_roles(container)
	finding := {
		"message": "API server does not authorize by RBAC",
		"path": kubernetes.container_path(container, [kubernetes.command_field(container)]),
	}
}

by_roles(container) if "RBAC" in split(kubernetes.flag(container, "authorization-mode"), ",")

by_roles(container) if kubernetes.flag(container, "authorization-config")
