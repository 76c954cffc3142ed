package provost.kubernetes.rbac.impersonation_not_granted_test

import rego.v1

import data.provost.kubernetes.rbac.impersonation_not_granted as policy
import data.provost.lib.fixtures

test_denies if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("ClusterRole", {"rules": [{"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get"]}, {"apiGroups": [""], "resources": ["serviceaccounts"], "verbs": ["get", "impersonate"]}]})
	paths == {["rules", 1]}
}

test_denies_wildcards if {
	{finding.message | some finding in policy.deny} == {"role may impersonate others"} with input as fixtures.object_of("ClusterRole", {"rules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]})
}

test_allows_other_verbs if {
	count(policy.deny) == 0 with input as fixtures.object_of("ClusterRole", {"rules": [{"apiGroups": [""], "resources": ["serviceaccounts"], "verbs": ["get"]}]})
}

test_allows_other_groups if {
	count(policy.deny) == 0 with input as fixtures.object_of("ClusterRole", {"rules": [{"apiGroups": ["example.org"], "resources": ["serviceaccounts"], "verbs": ["impersonate"]}]})
}

test_allows_no_rules if {
	count(policy.deny) == 0 with input as fixtures.object_of("ClusterRole", {})
}
