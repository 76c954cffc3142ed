# METADATA
# title: Autoscaler scales a workload that is there
# description: >-
#   An autoscaler whose target does not exist scales nothing: the workload keeps its size under
#   load. Judged against the workloads of the same scan.
# custom:
#   severity: low
#   category: availability
#   resources: [HorizontalPodAutoscaler]
#   params: {}
#   remediation: |-
#     Name the workload, with its kind and group:
#
#       scaleTargetRef:
#         apiVersion: apps/v1
#         kind: Deployment
#         name: web
#   aliases: [kube-linter/dangling-horizontalpodautoscaler]
#   references:
#     - https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
package provost.kubernetes.workload.autoscaler_target_present

import rego.v1

target := input.resource.attributes.spec.scaleTargetRef

present if {
	some resource in input.related[target.kind]
	resource.attributes.metadata.name == target.name
}

deny contains finding if {
	target.name
	not present
	finding := {
		"message": sprintf("no %v %v in the scan", [target.kind, target.name]),
		"path": ["spec", "scaleTargetRef", "name"],
	}
}
