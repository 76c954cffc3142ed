package provost.kubernetes.pod.host_path_volumes_absent_test

import rego.v1

import data.provost.kubernetes.pod.host_path_volumes_absent as policy
import data.provost.lib.fixtures

test_denies if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.pod({"volumes": [{"name": "tmp", "emptyDir": {}}, {"name": "logs", "hostPath": {"path": "/var/log"}}]})
	paths == {["spec", "volumes", 1, "hostPath"]}
}

test_denies_a_path_that_looks_harmless if {
	{finding.message | some finding in policy.deny} == {"volume \"data\" mounts a path of the node"} with input as fixtures.deployment({"volumes": [{"name": "data", "hostPath": {"path": "/srv/data", "type": "Directory"}}]})
}

test_allows_other_kinds if {
	count(policy.deny) == 0 with input as fixtures.pod({"volumes": [{"name": "tmp", "emptyDir": {}}, {"name": "c", "configMap": {"name": "c"}}]})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.pod({})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
