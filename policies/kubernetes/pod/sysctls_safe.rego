# METADATA
# title: Pod sets only safe sysctls
# description: >-
#   A sysctl outside the safe set is not confined to the pod or can starve the node. Pod Security
#   Standards, baseline, as of Kubernetes 1.32.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Remove the sysctl, or set it on the nodes that need it (node tuning, a node pool with its own
#     configuration).
#   aliases: [AVD-KSV-0026, pss/sysctls, kube-linter/unsafe-sysctls, kyverno/restrict-sysctls]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     - https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/
package provost.kubernetes.pod.sysctls_safe

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

safe := {
	"kernel.shm_rmid_forced",
	"net.ipv4.ip_local_port_range",
	"net.ipv4.ip_local_reserved_ports",
	"net.ipv4.ip_unprivileged_port_start",
	"net.ipv4.ping_group_range",
	"net.ipv4.tcp_fin_timeout",
	"net.ipv4.tcp_keepalive_intvl",
	"net.ipv4.tcp_keepalive_probes",
	"net.ipv4.tcp_keepalive_time",
	"net.ipv4.tcp_rmem",
	"net.ipv4.tcp_syncookies",
	"net.ipv4.tcp_wmem",
}

deny contains finding if {
	some index, sysctl in input.resource.workload.spec.securityContext.sysctls
	not sysctl.name in safe
	finding := {
		"message": sprintf("pod sets the sysctl %v", [sysctl.name]),
		"path": kubernetes.pod_path(input.resource.workload, ["securityContext", "sysctls", index, "name"]),
	}
}
