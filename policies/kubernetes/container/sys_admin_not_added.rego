# METADATA
# title: Container does not add SYS_ADMIN
# description: >-
#   CAP_SYS_ADMIN allows mounting, namespace manipulation and much else: with it a container is as
#   good as root on the node. `ALL` includes it.
# custom:
#   severity: high
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Remove it. Find the narrower capability with `capsh` or from the audit log (BPF, PERFMON,
#     SYS_PTRACE, CHECKPOINT_RESTORE were split from it), or mount through a CSI driver in place of
#     the container.
#   aliases: [CKV_K8S_39, AVD-KSV-0005]
#   references:
#     - https://man7.org/linux/man-pages/man7/capabilities.7.html
package provost.kubernetes.container.sys_admin_not_added

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

deny contains finding if {
	some container in input.resource.workload.containers
	some index, capability in container.spec.securityContext.capabilities.add
	upper(capability) in {"SYS_ADMIN", "CAP_SYS_ADMIN", "ALL"}
	finding := {
		"message": sprintf("%s adds the capability %s", [kubernetes.title(container), capability]),
		"path": kubernetes.container_path(container, ["securityContext", "capabilities", "add", index]),
	}
}
