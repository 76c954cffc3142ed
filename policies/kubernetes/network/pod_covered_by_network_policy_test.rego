package provost.kubernetes.network.pod_covered_by_network_policy_test

import rego.v1

import data.provost.kubernetes.network.pod_covered_by_network_policy as policy
import data.provost.lib.fixtures

test_denies_when_none if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.pod({"containers": [{}]})
	paths == {["metadata", "name"]}
}

test_allows_when_selected if {
	count(policy.deny) == 0 with input as object.union(fixtures.pod({}), {"related": {"NetworkPolicy": [{"attributes": {"spec": {"podSelector": {}}}}]}})
}

test_does_not_judge_compose if {
	not policy.applicable with input as fixtures.compose({})
}
