# METADATA
# title: CPU request is set
# description: >-
#   Without a CPU request the scheduler packs the container onto a busy node, and under load it gets
#   the smallest share. Every container that runs counts, init containers too.
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
#           cpu: 250m
#   aliases: [CKV_K8S_10, AVD-KSV-0015, kube-linter/unset-cpu-requirements, kyverno/require-requests-limits]
#   references:
#     - https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
package provost.kubernetes.container.cpu_request_set

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	container.type != "ephemeral"
	not container.spec.resources.requests.cpu
	finding := {
		"message": sprintf("%s has no CPU request", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["resources", "requests", "cpu"]),
	}
}
