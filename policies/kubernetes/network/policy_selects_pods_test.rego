package provost.kubernetes.network.policy_selects_pods_test

import rego.v1

import data.provost.kubernetes.network.policy_selects_pods as policy

network_policy(selector, related) := {"resource": {"attributes": {"apiVersion": "networking.k8s.io/v1", "spec": {"podSelector": selector}}}, "related": related}

test_denies_a_selector_that_meets_nothing if {
	count(policy.deny) == 1 with input as network_policy({"matchLabels": {"app": "web"}}, {})
}

test_allows_one_that_meets_a_workload if {
	count(policy.deny) == 0 with input as network_policy({"matchLabels": {"app": "web"}}, {"Pod": [{"workload": {"kind": "Pod"}}]})
}

test_is_not_applicable_to_all_pods if {
	not policy.applicable with input as network_policy({}, {})
}
