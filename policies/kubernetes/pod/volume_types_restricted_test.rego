package provost.kubernetes.pod.volume_types_restricted_test

import rego.v1

import data.provost.kubernetes.pod.volume_types_restricted as policy
import data.provost.lib.fixtures

test_denies_nfs if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.pod({"volumes": [{"name": "d", "nfs": {"server": "s", "path": "/"}}]})
	paths == {["spec", "volumes", 0, "nfs"]}
}

test_denies_host_path if {
	{finding.message | some finding in policy.deny} == {"volume \"d\" is of the type hostPath"} with input as fixtures.pod({"volumes": [{"name": "d", "hostPath": {"path": "/x"}}]})
}

test_allows_core if {
	count(policy.deny) == 0 with input as fixtures.pod({"volumes": [{"name": "a", "emptyDir": {}}, {"name": "b", "secret": {"secretName": "b"}}, {"name": "c", "projected": {"sources": []}}, {"name": "d", "image": {"reference": "x"}}]})
}

test_allows_one_without_a_source if {
	count(policy.deny) == 0 with input as fixtures.pod({"volumes": [{"name": "a"}]})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.pod({})
}
