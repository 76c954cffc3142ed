# METADATA
# title: Memory request is set
# description: >-
#   Without a memory request the scheduler assumes that the container needs none, and under pressure
#   it is among the first to be killed. Every container that runs counts, init containers too.
# custom:
#   severity: low
#   category: capacity limits
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Set it from what the container uses (`kubectl top pod --containers`, or the recommendation of a
#     VerticalPodAutoscaler):
#
#       resources:
#         requests:
#           memory: 256Mi
#   aliases: [CKV_K8S_12, AVD-KSV-0016, kube-linter/unset-memory-requirements, kyverno/require-requests-limits]
#   references:
#     - https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
package provost.kubernetes.container.memory_request_set

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	container.type != "ephemeral"
	not container.spec.resources.requests.memory
	finding := {
		"message": sprintf("%s has no memory request", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["resources", "requests", "memory"]),
	}
}
