# METADATA
# title: Pod sets only safe sysctls
# description: >-
#   A sysctl outside the safe set is not confined to the pod or can starve the node. Pod Security
#   Standards, baseline, as of Kubernetes 1.32.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {version: latest}
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

# The minor version of 1 since which each counts as safe.
safe_since := {
	"kernel.shm_rmid_forced": 0,
	"net.ipv4.ip_local_port_range": 0,
	"net.ipv4.ip_local_reserved_ports": 27,
	"net.ipv4.ip_unprivileged_port_start": 0,
	"net.ipv4.ping_group_range": 0,
	"net.ipv4.tcp_fin_timeout": 29,
	"net.ipv4.tcp_keepalive_intvl": 29,
	"net.ipv4.tcp_keepalive_probes": 29,
	"net.ipv4.tcp_keepalive_time": 29,
	"net.ipv4.tcp_notsent_lowat": 37,
	"net.ipv4.tcp_rmem": 32,
	"net.ipv4.tcp_slow_start_after_idle": 37,
	"net.ipv4.tcp_syncookies": 0,
	"net.ipv4.tcp_wmem": 32,
}

deny contains finding if {
	some index, sysctl in input.resource.workload.spec.securityContext.sysctls
	name := object.get(sysctl, "name", "")
	not kubernetes.since(input.params.version, safe_since[name])
	finding := {
		"message": sprintf("pod sets the sysctl %v", [name]),
		"path": kubernetes.pod_path(input.resource.workload, ["securityContext", "sysctls", index, "name"]),
	}
}
