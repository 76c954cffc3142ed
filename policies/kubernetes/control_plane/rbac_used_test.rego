package provost.kubernetes.control_plane.rbac_used_test

import rego.v1

import data.provost.kubernetes.control_plane.rbac_used as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"name": "api", "command": ["kube-apiserver"]})
	paths == {["spec", "containers", 0, "command"]}
}

test_denies_node_alone if {
	count(policy.deny) == 1 with input as fixtures.container({"name": "api", "command": ["kube-apiserver", "--authorization-mode=Node"]})
}

test_allows_rbac if {
	count(policy.deny) == 0 with input as fixtures.container({"name": "api", "command": ["kube-apiserver", "--authorization-mode=Node,RBAC"]})
}

test_not_applicable_to_others if {
	not policy.applicable with input as fixtures.container({"command": ["nginx"]})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
