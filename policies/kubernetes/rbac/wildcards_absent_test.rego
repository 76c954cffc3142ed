package provost.kubernetes.rbac.wildcards_absent_test

import rego.v1

import data.provost.kubernetes.rbac.wildcards_absent as policy
import data.provost.lib.fixtures

test_denies_verbs if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("Role", {"rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["*"]}]})
	paths == {["rules", 0, "verbs", 0]}
}

test_denies_each_place if {
	count(policy.deny) == 2 with input as fixtures.object_of("ClusterRole", {"rules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["get"]}]})
}

test_allows_lists if {
	count(policy.deny) == 0 with input as fixtures.object_of("Role", {"rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["get", "list"]}]})
}

test_allows_no_rules if {
	count(policy.deny) == 0 with input as fixtures.object_of("Role", {})
}
