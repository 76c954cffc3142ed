package provost.kubernetes.rbac.cluster_admin_not_bound_test

import rego.v1

import data.provost.kubernetes.rbac.cluster_admin_not_bound as policy
import data.provost.lib.fixtures

test_denies if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("ClusterRoleBinding", {"roleRef": {"kind": "ClusterRole", "name": "cluster-admin"}})
	paths == {["roleRef", "name"]}
}

test_denies_in_a_namespace if {
	count(policy.deny) == 1 with input as fixtures.object_of("RoleBinding", {"roleRef": {"kind": "ClusterRole", "name": "cluster-admin"}})
}

test_allows_others if {
	count(policy.deny) == 0 with input as fixtures.object_of("ClusterRoleBinding", {"roleRef": {"kind": "ClusterRole", "name": "view"}})
}

test_allows_a_role_of_that_name if {
	count(policy.deny) == 0 with input as fixtures.object_of("RoleBinding", {"roleRef": {"kind": "Role", "name": "cluster-admin"}})
}

test_allows_without_a_role if {
	count(policy.deny) == 0 with input as fixtures.object_of("RoleBinding", {})
}
