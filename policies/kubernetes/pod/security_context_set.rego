# METADATA
# title: Pod sets a security context
# description: >-
#   A pod without a security context runs with what its images and the container runtime happen to
#   choose: often root, with every default capability.
# custom:
#   severity: low
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Add one to the pod spec:
#
#       securityContext:
#         runAsNonRoot: true
#         runAsUser: 10001
#         seccompProfile:
#           type: RuntimeDefault
#   aliases: [CKV_K8S_29, AVD-KSV-0118]
#   references:
#     - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
package provost.kubernetes.pod.security_context_set

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

hardened if count(input.resource.workload.spec.securityContext) > 0

deny contains finding if {
	applicable
	not hardened
	finding := {
		"message": "pod has no security context",
		"path": kubernetes.pod_path(input.resource.workload, ["securityContext"]),
	}
}
