# METADATA
# title: Container drops all capabilities
# description: >-
#   Container runtimes give a dozen capabilities to every container that runs as root: to change
#   owners, forge packets, bypass file permissions. Dropping `ALL` first leaves only what `add`
#   names.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Add to every container, init containers included:
#
#       securityContext:
#         capabilities:
#           drop: [ALL]
#   aliases: [CKV_K8S_37, AVD-KSV-0003]
#   references:
#     - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container
package provost.kubernetes.container.capabilities_dropped

import rego.v1

import data.provost.lib.kubernetes

applicable if {
	kubernetes.cluster(input.resource)
	not kubernetes.windows(input.resource.workload.spec)
}

drops_all(container) if {
	some capability in container.spec.securityContext.capabilities.drop
	upper(capability) == "ALL"
}

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	not drops_all(container)
	finding := {
		"message": sprintf("%s keeps the default capabilities", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["securityContext", "capabilities", "drop"]),
	}
}
