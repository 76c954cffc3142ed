# METADATA
# title: Container keeps at most NET_BIND_SERVICE
# description: >-
#   A process that listens and computes needs no capability at all. Pod Security Standards,
#   restricted: every container drops `ALL` (in these letters) and adds back at most
#   `NET_BIND_SERVICE`. Pods with `os.name: windows` are exempt.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {version: latest}
#   remediation: |-
#     Add to every container, init containers included:
#
#       securityContext:
#         capabilities:
#           drop: [ALL]
#
#     and add back `NET_BIND_SERVICE` only where the process must bind a port below 1024.
#   aliases: [AVD-KSV-0106, pss/capabilities_restricted, kyverno/disallow-capabilities-strict]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
package provost.kubernetes.container.capabilities_restricted

import rego.v1

import data.provost.lib.kubernetes

applicable if {
	kubernetes.cluster(input.resource)
	kubernetes.since(input.params.version, 22)
	not exempt
}

# Windows has none of this, and the standards ask none of it there since 1.25.
exempt if {
	kubernetes.windows(input.resource.workload.spec)
	kubernetes.since(input.params.version, 25)
}

drops_all(container) if "ALL" in container.spec.securityContext.capabilities.drop

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	not drops_all(container)
	finding := {
		"message": sprintf("%s does not drop all capabilities", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["securityContext", "capabilities", "drop"]),
	}
}

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	some index, capability in container.spec.securityContext.capabilities.add
	capability != "NET_BIND_SERVICE"
	finding := {
		"message": sprintf("%s adds the capability %v", [kubernetes.title(container), capability]),
		"path": kubernetes.container_path(container, ["securityContext", "capabilities", "add", index]),
	}
}
