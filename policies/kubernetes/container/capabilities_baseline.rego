# METADATA
# title: Container adds no capability beyond the default set
# description: >-
#   The capabilities that a container runtime gives by default are the ceiling of the Pod Security
#   Standards, baseline. Anything beyond them (NET_ADMIN, SYS_PTRACE, SYS_ADMIN, ALL …) reaches into
#   the kernel that all pods of the node share.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Remove the capability from `capabilities.add`. Often the need has another answer: a port above
#     1024 in place of NET_BIND_SERVICE, `securityContext.sysctls` for safe sysctls, `fsGroup` in
#     place of DAC_OVERRIDE.
#   aliases: [AVD-KSV-0022, pss/capabilities_baseline, kyverno/disallow-capabilities]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
package provost.kubernetes.container.capabilities_baseline

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

default_set := {
	"AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE",
	"SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
}

deny contains finding if {
	some container in input.resource.workload.containers
	some index, capability in container.spec.securityContext.capabilities.add
	not capability in default_set
	finding := {
		"message": sprintf("%s adds the capability %v", [kubernetes.title(container), capability]),
		"path": kubernetes.container_path(container, ["securityContext", "capabilities", "add", index]),
	}
}
