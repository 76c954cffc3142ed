package provost.kubernetes.network.ingress_rate_limited_test

import rego.v1

import data.provost.kubernetes.network.ingress_rate_limited as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("Ingress", {"metadata": {}, "spec": {"ingressClassName": "nginx"}})
	paths == {["metadata", "annotations"]}
}

test_denies_an_annotation_that_is_none if {
	count(policy.deny) == 1 with input as fixtures.object_of("Ingress", {"metadata": {"annotations": {"kubernetes.io/ingress.class": "nginx", "nginx.ingress.kubernetes.io/rate-limit": "100"}}, "spec": {}})
}

test_allows_a_limit if {
	count(policy.deny) == 0 with input as fixtures.object_of("Ingress", {"metadata": {"annotations": {"nginx.ingress.kubernetes.io/limit-rpm": "100"}}, "spec": {"ingressClassName": "nginx"}})
}

test_not_applicable_to_others if {
	not policy.applicable with input as fixtures.object_of("Ingress", {"metadata": {}, "spec": {"ingressClassName": "alb"}})
}

test_says_nothing_of_others if {
	count(policy.deny) == 0 with input as fixtures.object_of("Ingress", {"metadata": {}, "spec": {"ingressClassName": "alb"}})
}
