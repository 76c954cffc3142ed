# METADATA
# title: Container forbids privilege escalation
# description: >-
#   With `allowPrivilegeEscalation: false` the kernel sets no_new_privs: set-uid programs and file
#   capabilities give a process no more than its parent has. The default allows escalation. Pod
#   Security Standards, restricted; pods with `os.name: windows` are exempt.
# custom:
#   severity: high
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {version: latest}
#   remediation: |-
#     Set `securityContext.allowPrivilegeEscalation: false` on every container, init containers
#     included (there is no pod-level field). A container that is privileged or adds SYS_ADMIN cannot
#     set it.
#   aliases: [CKV_K8S_20, AVD-KSV-0001, pss/allowprivilegeescalation, kube-linter/privilege-escalation-container, kyverno/disallow-privilege-escalation]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
package provost.kubernetes.container.privilege_escalation_forbidden

import rego.v1

import data.provost.lib.kubernetes

applicable if {
	kubernetes.cluster(input.resource)
	kubernetes.since(input.params.version, 8)
	not exempt
}

# Windows has none of this, and the standards ask none of it there since 1.25.
exempt if {
	kubernetes.windows(input.resource.workload.spec)
	kubernetes.since(input.params.version, 25)
}

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	not kubernetes.is_false(container.spec.securityContext.allowPrivilegeEscalation)
	finding := {
		"message": sprintf("%s allows privilege escalation", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["securityContext", "allowPrivilegeEscalation"]),
	}
}
