# METADATA
# title: Liveness probe is set
# description: >-
#   Without a liveness probe Kubernetes keeps a container that hangs: only one that exits is
#   restarted. Jobs, init containers and ephemeral containers need none.
# custom:
#   severity: low
#   category: availability
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Probe something cheap that fails only when a restart helps, not the dependencies of the process:
#
#       livenessProbe:
#         httpGet:
#           path: /livez
#           port: 8080
#         periodSeconds: 10
#   aliases: [CKV_K8S_8, kube-linter/no-liveness-probe, kyverno/require-pod-probes]
#   references:
#     - https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/
package provost.kubernetes.container.liveness_probe_set

import rego.v1

import data.provost.lib.kubernetes

applicable if {
	kubernetes.cluster(input.resource)
	not kubernetes.runs_to_completion(input.resource.type)
}

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	container.type == "container"
	not container.spec.livenessProbe
	finding := {
		"message": sprintf("%s has no liveness probe", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["livenessProbe"]),
	}
}
