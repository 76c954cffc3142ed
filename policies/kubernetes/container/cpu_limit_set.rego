# METADATA
# title: CPU limit is set
# description: >-
#   Without a CPU limit one container can take all idle time of its node, and its neighbours slow
#   down. Every container that runs counts, init containers too.
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
#           cpu: 500m
#   aliases: [CKV_K8S_11, AVD-KSV-0011, kube-linter/unset-cpu-requirements]
#   references:
#     - https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
package provost.kubernetes.container.cpu_limit_set

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	container.type != "ephemeral"
	not container.spec.resources.limits.cpu
	finding := {
		"message": sprintf("%s has no CPU limit", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["resources", "limits", "cpu"]),
	}
}
