# METADATA
# title: Seccomp is not Unconfined
# description: >-
#   An `Unconfined` seccomp profile opens every system call of the shared kernel. Pod Security
#   Standards, baseline: the profile of pod and containers may be left out, or be RuntimeDefault or
#   Localhost.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Set `seccompProfile.type: RuntimeDefault` in the security context of the pod and remove
#     `Unconfined` from containers, or name a profile of the node with `type: Localhost`.
#   aliases: [AVD-KSV-0104, pss/seccompprofile_baseline, kyverno/restrict-seccomp]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     - https://kubernetes.io/docs/tutorials/security/seccomp/
package provost.kubernetes.container.seccomp_not_unconfined

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

allowed := {"RuntimeDefault", "Localhost"}

deny contains finding if {
	type := input.resource.workload.spec.securityContext.seccompProfile.type
	not type in allowed
	finding := {
		"message": sprintf("pod sets the seccomp profile %v", [type]),
		"path": kubernetes.pod_path(input.resource.workload, ["securityContext", "seccompProfile", "type"]),
	}
}

deny contains finding if {
	some container in input.resource.workload.containers
	type := container.spec.securityContext.seccompProfile.type
	not type in allowed
	finding := {
		"message": sprintf("%s sets the seccomp profile %v", [kubernetes.title(container), type]),
		"path": kubernetes.container_path(container, ["securityContext", "seccompProfile", "type"]),
	}
}
