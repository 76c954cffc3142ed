package provost.kubernetes.rbac.secrets_not_readable_test

import rego.v1

import data.provost.kubernetes.rbac.secrets_not_readable as policy
import data.provost.lib.fixtures

test_denies if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("ClusterRole", {"rules": [{"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get"]}, {"apiGroups": [""], "resources": ["secrets"], "verbs": ["get", "list"]}]})
	paths == {["rules", 1]}
}

test_denies_wildcards if {
	{finding.message | some finding in policy.deny} == {"role may read secrets"} with input as fixtures.object_of("ClusterRole", {"rules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]})
}

test_allows_other_verbs if {
	count(policy.deny) == 0 with input as fixtures.object_of("ClusterRole", {"rules": [{"apiGroups": [""], "resources": ["secrets"], "verbs": ["create"]}]})
}

test_allows_other_groups if {
	count(policy.deny) == 0 with input as fixtures.object_of("ClusterRole", {"rules": [{"apiGroups": ["example.org"], "resources": ["secrets"], "verbs": ["list"]}]})
}

test_allows_no_rules if {
	count(policy.deny) == 0 with input as fixtures.object_of("ClusterRole", {})
}
