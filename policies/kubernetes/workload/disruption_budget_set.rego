# METADATA
# title: Workload has a disruption budget
# description: >-
#   A drain of nodes (upgrade, autoscaling) may evict every pod of a workload at once, unless a
#   PodDisruptionBudget selects them. Judged are workloads of two replicas or more, against the
#   budgets of the same scan.
# custom:
#   severity: low
#   category: availability
#   resources: [Deployment, StatefulSet]
#   params: {}
#   remediation: |-
#     Add a PodDisruptionBudget with the labels of the pods and `minAvailable: 1` or `maxUnavailable:
#     1` (never so strict that no pod may go: the drain would hang).
#   aliases: [kyverno/require-pdb]
#   references:
#     - https://kubernetes.io/docs/tasks/run-application/configure-pdb/
package provost.kubernetes.workload.disruption_budget_set

import rego.v1

applicable if input.resource.attributes.spec.replicas >= 2

deny contains finding if {
	applicable
	not input.related.PodDisruptionBudget
	finding := {
		"message": "no disruption budget selects the pods of the workload",
		"path": ["metadata", "name"],
	}
}
