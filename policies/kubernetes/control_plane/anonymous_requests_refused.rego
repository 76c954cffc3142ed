# METADATA
# title: API server refuses anonymous requests
# description: >-
#   With `--anonymous-auth` (the default) a request without credentials is let through as
#   system:anonymous, and what roles give to that user is open to the network.
# custom:
#   severity: high
#   category: authentication
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Add `--anonymous-auth=false` to the command of kube-apiserver; health checks of the load
#     balancer then need `--authentication-config` with anonymous access to /livez and /readyz only.
#   aliases: [CKV_K8S_68, AVD-KCV-0001]
#   references:
#     - https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
package provost.kubernetes.control_plane.anonymous_requests_refused

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
	not kubernetes.flag(container, "anonymous-auth") == "false"
	finding := {
		"message": "API server takes anonymous requests",
		"path": kubernetes.container_path(container, [kubernetes.command_field(container)]),
	}
}
