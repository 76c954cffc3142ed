# METADATA
# title: Disruption budget lets a pod be evicted
# description: >-
#   A budget that allows no disruption keeps nodes from being drained: upgrades and patches of
#   nodes wait until somebody deletes the budget.
# custom:
#   severity: medium
#   category: availability
#   resources: [PodDisruptionBudget]
#   params: {}
#   remediation: |-
#     Leave room for one:
#
#       maxUnavailable: 1
#   aliases: [kube-linter/pdb-max-unavailable, kube-linter/pdb-min-available]
#   references:
#     - https://kubernetes.io/docs/tasks/run-application/configure-pdb/
package provost.kubernetes.workload.disruption_budget_allows_eviction

import rego.v1

deny contains finding if {
	input.resource.attributes.spec.maxUnavailable in {0, "0", "0%"}
	finding := {"message": "no pod may be unavailable", "path": ["spec", "maxUnavailable"]}
}

deny contains finding if {
	input.resource.attributes.spec.minAvailable == "100%"
	finding := {"message": "all pods must be available", "path": ["spec", "minAvailable"]}
}
