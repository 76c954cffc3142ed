package provost.kubernetes.workload.disruption_budget_set_test

import rego.v1

import data.provost.kubernetes.workload.disruption_budget_set as policy
import data.provost.lib.fixtures

test_denies_when_none if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("Deployment", {"spec": {"replicas": 3}})
	paths == {["metadata", "name"]}
}

test_allows_a_budget if {
	count(policy.deny) == 0 with input as object.union(fixtures.object_of("Deployment", {"spec": {"replicas": 3}}), {"related": {"PodDisruptionBudget": [{}]}})
}

test_not_applicable_to_one if {
	not policy.applicable with input as fixtures.object_of("Deployment", {"spec": {"replicas": 1}})
}

test_says_nothing_of_one if {
	count(policy.deny) == 0 with input as fixtures.object_of("Deployment", {"spec": {"replicas": 1}})
}
