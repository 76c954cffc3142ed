package provost.kubernetes.rbac.default_service_account_not_bound_test

import rego.v1

import data.provost.kubernetes.rbac.default_service_account_not_bound as policy
import data.provost.lib.fixtures

test_denies if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("RoleBinding", {"subjects": [{"kind": "ServiceAccount", "name": "web"}, {"kind": "ServiceAccount", "name": "default"}]})
	paths == {["subjects", 1, "name"]}
}

test_allows_others if {
	count(policy.deny) == 0 with input as fixtures.object_of("RoleBinding", {"subjects": [{"kind": "ServiceAccount", "name": "web"}, {"kind": "User", "name": "default"}]})
}

test_allows_no_subjects if {
	count(policy.deny) == 0 with input as fixtures.object_of("RoleBinding", {})
}
