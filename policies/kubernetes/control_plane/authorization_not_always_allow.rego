# METADATA
# title: API server authorization is not AlwaysAllow
# description: >-
#   `--authorization-mode=AlwaysAllow` lets every request do everything, whatever stands beside it.
#   That the flag is missing is judged by the rule on RBAC.
# custom:
#   severity: high
#   category: least privilege
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Set `--authorization-mode=Node,RBAC`.
#   aliases: [CKV_K8S_74, AVD-KCV-0007]
#   references:
#     - https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
package provost.kubernetes.control_plane.authorization_not_always_allow

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
	"AlwaysAllow" in split(kubernetes.flag(container, "authorization-mode"), ",")
	finding := {
		"message": "API server authorizes every request",
		"path": kubernetes.container_path(container, [kubernetes.command_field(container)]),
	}
}
