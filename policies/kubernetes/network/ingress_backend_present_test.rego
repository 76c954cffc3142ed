package provost.kubernetes.network.ingress_backend_present_test

import rego.v1

import data.provost.kubernetes.network.ingress_backend_present as policy

ingress(name, related) := {"resource": {"attributes": {"spec": {"rules": [{"http": {"paths": [{"backend": {"service": {"name": name}}}]}}]}}}, "related": related}

test_denies_a_service_that_is_not_there if {
	messages := {finding.message | some finding in policy.deny} with input as ingress("web", {})
	messages == {"no service web in the scan"}
}

test_allows_one_that_is if {
	count(policy.deny) == 0 with input as ingress("web", {"Service": [{"attributes": {"metadata": {"name": "web"}}}]})
}

test_denies_a_default_backend if {
	count(policy.deny) == 1 with input as {"resource": {"attributes": {"spec": {"defaultBackend": {"service": {"name": "web"}}}}}, "related": {}}
}

test_is_not_applicable_without_backends if {
	not policy.applicable with input as {"resource": {"attributes": {"spec": {}}}}
}
