package provost.kubernetes.network.mesh_mutual_tls_strict_test

import rego.v1

import data.provost.kubernetes.network.mesh_mutual_tls_strict as policy
import data.provost.lib.fixtures

test_denies_permissive if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("PeerAuthentication", {"spec": {"mtls": {"mode": "PERMISSIVE"}}})
	paths == {["spec", "mtls", "mode"]}
}

test_denies_a_port if {
	{finding.message | some finding in policy.deny} == {"mutual TLS of port 8080 is DISABLE"} with input as fixtures.object_of("PeerAuthentication", {"spec": {"mtls": {"mode": "STRICT"}, "portLevelMtls": {"8080": {"mode": "DISABLE"}}}})
}

test_allows_strict if {
	count(policy.deny) == 0 with input as fixtures.object_of("PeerAuthentication", {"spec": {"mtls": {"mode": "STRICT"}}})
}

test_allows_inherited if {
	count(policy.deny) == 0 with input as fixtures.object_of("PeerAuthentication", {"spec": {}})
}
