# METADATA
# title: API server writes an audit log
# description: >-
#   Without `--audit-log-path` (or a webhook) nobody can say who did what in the cluster; the
#   default writes nothing.
# custom:
#   severity: medium
#   category: logging and monitoring
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Add `--audit-policy-file`, `--audit-log-path=/var/log/kubernetes/audit.log`, `--audit-log-
#     maxage=30`, and mount both paths.
#   aliases: [CKV_K8S_91, AVD-KCV-0019]
#   references:
#     - https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
package provost.kubernetes.control_plane.audit_log_written

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
	not audited(container)
	finding := {
		"message": "API server writes no audit log",
		"path": kubernetes.container_path(container, [kubernetes.command_field(container)]),
	}
}

audited(container) if kubernetes.flag(container, "audit-log-path")

audited(container) if kubernetes.flag(container, "audit-webhook-config-file")
