# METADATA
# title: Container sets a security context
# description: >-
#   Capabilities, privilege escalation and the read-only root file system can be set for a container
#   only: without a security context of its own a container has none of them hardened.
# custom:
#   severity: low
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Add one to the container:
#
#       securityContext:
#         allowPrivilegeEscalation: false
#         readOnlyRootFilesystem: true
#         capabilities:
#           drop: [ALL]
#   aliases: [CKV_K8S_30, AVD-KSV-0118]
#   references:
#     - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
package provost.kubernetes.container.security_context_set

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

hardened(container) if count(container.spec.securityContext) > 0

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	not hardened(container)
	finding := {
		"message": sprintf("%s has no security context", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["securityContext"]),
	}
}
