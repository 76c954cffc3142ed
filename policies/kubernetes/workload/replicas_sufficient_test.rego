package provost.kubernetes.workload.replicas_sufficient_test

import rego.v1

import data.provost.kubernetes.workload.replicas_sufficient as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("Deployment", {"spec": {}}) with input.params as {"min_replicas": 2}
	paths == {["spec", "replicas"]}
}

test_denies_one if {
	{finding.message | some finding in policy.deny} == {"workload runs 1 replica, fewer than 2"} with input as fixtures.object_of("StatefulSet", {"spec": {"replicas": 1}}) with input.params as {"min_replicas": 2}
}

test_takes_the_parameter if {
	count(policy.deny) == 1 with input as fixtures.object_of("Deployment", {"spec": {"replicas": 2}}) with input.params as {"min_replicas": 3}
}

test_allows_an_autoscaler if {
	count(policy.deny) == 0 with input as object.union(fixtures.object_of("Deployment", {"spec": {"replicas": 1}}), {"related": {"HorizontalPodAutoscaler": [{"attributes": {"spec": {"minReplicas": 3}}}]}}) with input.params as {"min_replicas": 2}
}

test_allows_two if {
	count(policy.deny) == 0 with input as fixtures.object_of("Deployment", {"spec": {"replicas": 2}}) with input.params as {"min_replicas": 2}
}

test_not_applicable_to_zero if {
	not policy.applicable with input as fixtures.object_of("Deployment", {"spec": {"replicas": 0}}) with input.params as {"min_replicas": 2}
}
