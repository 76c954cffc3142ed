package provost.kubernetes.workload.replicas_spread_test

import rego.v1

import data.provost.kubernetes.workload.replicas_spread as policy
import data.provost.lib.fixtures

test_denies_when_none if {
	paths := {finding.path | some finding in policy.deny} with input as object.union(fixtures.deployment({"containers": []}), {"resource": {"attributes": {"spec": {"replicas": 2}}}})
	paths == {["spec", "template", "spec", "topologySpreadConstraints"]}
}

test_allows_constraints if {
	count(policy.deny) == 0 with input as object.union(fixtures.deployment({"topologySpreadConstraints": [{"maxSkew": 1}]}), {"resource": {"attributes": {"spec": {"replicas": 2}}}})
}

test_allows_anti_affinity if {
	count(policy.deny) == 0 with input as object.union(fixtures.deployment({"affinity": {"podAntiAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 1}]}}}), {"resource": {"attributes": {"spec": {"replicas": 2}}}})
}

test_not_applicable_to_one if {
	not policy.applicable with input as fixtures.deployment({"containers": []})
}
