package provost.kubernetes.control_plane.authorization_not_always_allow_test

import rego.v1

import data.provost.kubernetes.control_plane.authorization_not_always_allow as policy
import data.provost.lib.fixtures

test_leaves_absence_to_the_rule_on_rbac if {
	count(policy.deny) == 0 with input as fixtures.container({"name": "api", "command": ["kube-apiserver"]})
}

test_denies_always_allow if {
	count(policy.deny) == 1 with input as fixtures.container({"name": "api", "command": ["kube-apiserver", "--authorization-mode=RBAC,AlwaysAllow"]})
}

test_allows_rbac if {
	count(policy.deny) == 0 with input as fixtures.container({"name": "api", "command": ["kube-apiserver", "--authorization-mode=Node,RBAC"]})
}

test_allows_a_file if {
	count(policy.deny) == 0 with input as fixtures.container({"name": "api", "command": ["kube-apiserver", "--authorization-config=/etc/k8s/authz.yaml"]})
}

test_not_applicable_to_others if {
	not policy.applicable with input as fixtures.container({"command": ["nginx"]})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
