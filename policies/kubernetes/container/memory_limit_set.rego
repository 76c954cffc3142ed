# METADATA
# title: Memory limit is set
# description: >-
#   Without a memory limit a leak grows until the kernel kills something on the node, not always the
#   culprit. Every container that runs counts, init containers too.
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
#         limits:
#           memory: 512Mi
#   aliases: [CKV_K8S_13, AVD-KSV-0018, kube-linter/unset-memory-requirements, kyverno/require-requests-limits]
#   references:
#     - https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
package provost.kubernetes.container.memory_limit_set

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	container.type != "ephemeral"
	not container.spec.resources.limits.memory
	finding := {
		"message": sprintf("%s has no memory limit", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["resources", "limits", "memory"]),
	}
}
