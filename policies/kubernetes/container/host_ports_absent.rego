# METADATA
# title: Container uses no host ports
# description: >-
#   A `hostPort` opens the port on the address of the node, past Services and often past network
#   policies, and ties the pod to nodes where the port is free. Pod Security Standards, baseline:
#   undefined or 0.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Remove `hostPort` and reach the pod through a Service (`NodePort` or `LoadBalancer` where it
#     must be reached from outside).
#   aliases: [CKV_K8S_26, AVD-KSV-0024, pss/hostports, kyverno/disallow-host-ports]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
package provost.kubernetes.container.host_ports_absent

import rego.v1

import data.provost.lib.kubernetes

deny contains finding if {
	kubernetes.cluster(input.resource)
	some container in input.resource.workload.containers
	some index, port in container.spec.ports
	not unused(port.hostPort)
	finding := {
		"message": sprintf("%s takes port %v of its node", [kubernetes.title(container), port.hostPort]),
		"path": kubernetes.container_path(container, ["ports", index, "hostPort"]),
	}
}

unused(port) if port in {0, "0", null}

applicable if kubernetes.cluster(input.resource)
