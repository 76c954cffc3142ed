package provost.kubernetes.container.root_filesystem_read_only_test

import rego.v1

import data.provost.kubernetes.container.root_filesystem_read_only as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	{finding.message | some finding in policy.deny} == {"container \"web\" can write to its root file system"} with input as fixtures.container({"name": "web"})
}

test_denies_when_off if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"securityContext": {"readOnlyRootFilesystem": false}})
	paths == {["spec", "containers", 0, "securityContext", "readOnlyRootFilesystem"]}
}

test_denies_an_init_container if {
	count(policy.deny) == 1 with input as fixtures.pod({"initContainers": [{}], "containers": []})
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"readOnlyRootFilesystem": true}})
}

test_does_not_judge_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
