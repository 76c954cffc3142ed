package provost.kubernetes.workload.replicas_exceed_disruption_budget_test

import rego.v1

import data.provost.kubernetes.workload.replicas_exceed_disruption_budget as policy

deployment(replicas, related) := {"resource": {"workload": {"replicas": replicas}}, "related": related}

budget := {"address": "PodDisruptionBudget/shop/web", "attributes": {"spec": {"minAvailable": 2}}}

test_denies_as_many_as_there_are if {
	messages := {finding.message | some finding in policy.deny} with input as deployment(2, {"PodDisruptionBudget": [budget]})
	messages == {"2 pods must be available by PodDisruptionBudget/shop/web, and there may be no more than 2"}
}

test_allows_one_more if {
	count(policy.deny) == 0 with input as deployment(3, {"PodDisruptionBudget": [budget]})
}

test_heeds_an_autoscaler if {
	count(policy.deny) == 0 with input as deployment(1, {"PodDisruptionBudget": [budget], "HorizontalPodAutoscaler": [{"attributes": {"spec": {"minReplicas": 3}}}]})
}

test_is_not_applicable_without_a_budget if {
	not policy.applicable with input as deployment(1, {})
}
