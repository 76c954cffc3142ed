package provost.kubernetes.workload.autoscaler_bounded_test

import rego.v1

import data.provost.kubernetes.workload.autoscaler_bounded as policy
import data.provost.lib.fixtures

test_denies_the_default if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("HorizontalPodAutoscaler", {"spec": {"maxReplicas": 5}}) with input.params as {"min_replicas": 2}
	paths == {["spec", "minReplicas"]}
}

test_denies_no_room if {
	{finding.message | some finding in policy.deny} == {"autoscaler has no room to scale"} with input as fixtures.object_of("HorizontalPodAutoscaler", {"spec": {"minReplicas": 3, "maxReplicas": 3}}) with input.params as {"min_replicas": 2}
}

test_takes_the_parameter if {
	count(policy.deny) == 1 with input as fixtures.object_of("HorizontalPodAutoscaler", {"spec": {"minReplicas": 2, "maxReplicas": 5}}) with input.params as {"min_replicas": 3}
}

test_allows if {
	count(policy.deny) == 0 with input as fixtures.object_of("HorizontalPodAutoscaler", {"spec": {"minReplicas": 2, "maxReplicas": 5}}) with input.params as {"min_replicas": 2}
}
