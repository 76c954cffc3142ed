# METADATA
# title: Container adds no capabilities
# description: >-
#   Few processes need a capability that they have to ask for: an addition deserves a second look,
#   even of one that container runtimes give by default. Binding a port below 1024 is no reason
#   since Kubernetes 1.22 lets every pod set `net.ipv4.ip_unprivileged_port_start`.
# custom:
#   severity: low
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Remove `capabilities.add`, and let the process listen on a port above 1024 behind a Service.
#   aliases: [CKV_K8S_25]
#   references:
#     - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container
package provost.kubernetes.container.capabilities_not_added

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

deny contains finding if {
	some container in input.resource.workload.containers
	count(container.spec.securityContext.capabilities.add) > 0
	finding := {
		"message": sprintf("%s adds capabilities", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["securityContext", "capabilities", "add"]),
	}
}
