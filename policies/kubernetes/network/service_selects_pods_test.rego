package provost.kubernetes.network.service_selects_pods_test

import rego.v1

import data.provost.kubernetes.network.service_selects_pods as policy

service(selector, related) := {"resource": {"attributes": {"apiVersion": "v1", "spec": {"selector": selector}}}, "related": related}

test_denies_a_selector_that_meets_nothing if {
	count(policy.deny) == 1 with input as service({"app": "web"}, {"Ingress": [{"attributes": {}}]})
}

test_allows_one_that_meets_a_workload if {
	count(policy.deny) == 0 with input as service({"app": "web"}, {"Deployment": [{"workload": {"kind": "Deployment"}}]})
}

test_is_not_applicable_without_a_selector if {
	not policy.applicable with input as service({}, {})
}
