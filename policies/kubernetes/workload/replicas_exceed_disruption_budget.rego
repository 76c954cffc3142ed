# METADATA
# title: Workload has more replicas than its budget keeps
# description: >-
#   A disruption budget that asks for as many pods as there are lets none be evicted, and nodes
#   cannot be drained. Held against the replicas, and against the minimum of an autoscaler where
#   there is one.
# custom:
#   severity: medium
#   category: availability
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Run one pod more than the budget's `minAvailable`, or set `maxUnavailable: 1` in its place.
#   aliases: [kube-linter/pdb-min-available]
#   references:
#     - https://kubernetes.io/docs/tasks/run-application/configure-pdb/
package provost.kubernetes.workload.replicas_exceed_disruption_budget

import rego.v1

applicable if count(input.related.PodDisruptionBudget) > 0

least := max({autoscaler.attributes.spec.minReplicas | some autoscaler in input.related.HorizontalPodAutoscaler}) if {
	count(input.related.HorizontalPodAutoscaler) > 0
}

least := input.resource.workload.replicas if not input.related.HorizontalPodAutoscaler

deny contains finding if {
	some budget in input.related.PodDisruptionBudget
	wanted := budget.attributes.spec.minAvailable
	is_number(wanted)
	wanted > 0
	least <= wanted
	finding := {
		"message": sprintf("%d pods must be available by %s, and there may be no more than %d", [wanted, budget.address, least]),
		"path": ["spec", "replicas"],
	}
}
