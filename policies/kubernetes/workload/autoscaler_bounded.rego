# METADATA
# title: Autoscaler has sane bounds
# description: >-
#   An autoscaler that may go down to one pod (the default) undoes what the replicas of the workload
#   promise, and one whose bounds are equal scales nothing.
# custom:
#   severity: low
#   category: availability
#   resources: [HorizontalPodAutoscaler]
#   params:
#     min_replicas: 2
#   remediation: |-
#     Set `minReplicas` to what the service needs on a quiet day with one pod lost, and `maxReplicas`
#     to what its database and its budget bear.
#   aliases: [kube-linter/hpa-minimum-three-replicas]
#   references:
#     - https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
package provost.kubernetes.workload.autoscaler_bounded

import rego.v1

least := object.get(input.resource.attributes.spec, "minReplicas", 1)

deny contains finding if {
	least < input.params.min_replicas
	finding := {
		"message": sprintf("autoscaler may go down to %v", [least]),
		"path": ["spec", "minReplicas"],
	}
}

deny contains finding if {
	input.resource.attributes.spec.maxReplicas <= least
	finding := {
		"message": "autoscaler has no room to scale",
		"path": ["spec", "maxReplicas"],
	}
}
