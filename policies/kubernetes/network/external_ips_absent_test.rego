package provost.kubernetes.network.external_ips_absent_test

import rego.v1

import data.provost.kubernetes.network.external_ips_absent as policy
import data.provost.lib.fixtures

test_denies if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("Service", {"spec": {"externalIPs": ["203.0.113.7"]}})
	paths == {["spec", "externalIPs"]}
}

test_allows_an_empty_list if {
	count(policy.deny) == 0 with input as fixtures.object_of("Service", {"spec": {"externalIPs": []}})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.object_of("Service", {"spec": {}})
}
