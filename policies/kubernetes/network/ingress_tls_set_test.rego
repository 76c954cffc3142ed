package provost.kubernetes.network.ingress_tls_set_test

import rego.v1

import data.provost.kubernetes.network.ingress_tls_set as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("Ingress", {"metadata": {}, "spec": {"rules": []}})
	paths == {["spec", "tls"]}
}

test_denies_an_empty_list if {
	count(policy.deny) == 1 with input as fixtures.object_of("Ingress", {"spec": {"tls": []}})
}

test_allows_tls if {
	count(policy.deny) == 0 with input as fixtures.object_of("Ingress", {"spec": {"tls": [{"hosts": ["a"]}]}})
}

test_allows_a_certificate_by_annotation if {
	count(policy.deny) == 0 with input as fixtures.object_of("Ingress", {"metadata": {"annotations": {"alb.ingress.kubernetes.io/certificate-arn": "arn:aws:acm:x"}}, "spec": {}})
}
