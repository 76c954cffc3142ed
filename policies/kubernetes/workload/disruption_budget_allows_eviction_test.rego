package provost.kubernetes.workload.disruption_budget_allows_eviction_test

import rego.v1

import data.provost.kubernetes.workload.disruption_budget_allows_eviction as policy

budget(spec, related) := {"resource": {"attributes": {"spec": spec}}, "related": related}

test_denies_no_disruption if {
	count(policy.deny) == 1 with input as budget({"maxUnavailable": 0}, {})
	count(policy.deny) == 1 with input as budget({"minAvailable": "100%"}, {})
}

test_allows_one_to_go if {
	count(policy.deny) == 0 with input as budget({"minAvailable": 2}, {})
	count(policy.deny) == 0 with input as budget({"maxUnavailable": 1}, {})
}
