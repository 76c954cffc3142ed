# METADATA
# title: Readiness probe is set
# description: >-
#   Without a readiness probe a Service sends requests to a container as soon as its process exists:
#   users see errors at every rollout. Jobs, init containers and ephemeral containers need none.
# custom:
#   severity: low
#   category: availability
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Probe what tells that the process can serve, its dependencies included:
#
#       readinessProbe:
#         httpGet:
#           path: /readyz
#           port: 8080
#         periodSeconds: 10
#   aliases: [CKV_K8S_9, kube-linter/no-readiness-probe, kyverno/require-pod-probes]
#   references:
#     - https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/
package provost.kubernetes.container.readiness_probe_set

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
	not container.spec.readinessProbe
	finding := {
		"message": sprintf("%s has no readiness probe", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["readinessProbe"]),
	}
}
