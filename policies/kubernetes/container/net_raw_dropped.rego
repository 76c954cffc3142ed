# METADATA
# title: Container drops NET_RAW
# description: >-
#   CAP_NET_RAW is in the default set of most runtimes. It allows forging packets (ARP and DNS
#   spoofing) against other pods of the node. Dropping `ALL` covers it.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Add `capabilities.drop: [ALL]` (or at least `[NET_RAW]`) to the security context of the container.
#   aliases: [CKV_K8S_28, AVD-KSV-0119, kube-linter/drop-net-raw-capability]
#   references:
#     - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container
package provost.kubernetes.container.net_raw_dropped

import rego.v1

import data.provost.lib.kubernetes

applicable if {
	kubernetes.cluster(input.resource)
	not kubernetes.windows(input.resource.workload.spec)
}

drops(container) if {
	some capability in container.spec.securityContext.capabilities.drop
	upper(capability) in {"ALL", "NET_RAW", "CAP_NET_RAW"}
}

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	not drops(container)
	finding := {
		"message": sprintf("%s keeps the capability NET_RAW", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["securityContext", "capabilities", "drop"]),
	}
}
