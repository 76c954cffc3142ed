package provost.kubernetes.network.service_internal_test

import rego.v1

import data.provost.kubernetes.network.service_internal as policy
import data.provost.lib.fixtures

test_denies_a_node_port if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("Service", {"spec": {"type": "NodePort"}})
	paths == {["spec", "type"]}
}

test_denies_a_load_balancer if {
	{finding.message | some finding in policy.deny} == {"service has a load balancer that anyone may reach"} with input as fixtures.object_of("Service", {"spec": {"type": "LoadBalancer"}})
}

test_denies_open_ranges if {
	count(policy.deny) == 1 with input as fixtures.object_of("Service", {"spec": {"type": "LoadBalancer", "loadBalancerSourceRanges": ["0.0.0.0/0"]}})
}

test_allows_ranges if {
	count(policy.deny) == 0 with input as fixtures.object_of("Service", {"spec": {"type": "LoadBalancer", "loadBalancerSourceRanges": ["192.0.2.0/24"]}})
}

test_allows_an_internal_one if {
	count(policy.deny) == 0 with input as fixtures.object_of("Service", {"metadata": {"annotations": {"service.beta.kubernetes.io/aws-load-balancer-scheme": "internal"}}, "spec": {"type": "LoadBalancer"}})
}

test_allows_the_default if {
	count(policy.deny) == 0 with input as fixtures.object_of("Service", {"spec": {"type": "ClusterIP"}})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.object_of("Service", {"spec": {}})
}
