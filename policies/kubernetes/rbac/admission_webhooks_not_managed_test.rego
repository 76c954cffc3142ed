package provost.kubernetes.rbac.admission_webhooks_not_managed_test

import rego.v1

import data.provost.kubernetes.rbac.admission_webhooks_not_managed as policy
import data.provost.lib.fixtures

test_denies if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("ClusterRole", {"rules": [{"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get"]}, {"apiGroups": ["admissionregistration.k8s.io"], "resources": ["mutatingwebhookconfigurations"], "verbs": ["get", "update"]}]})
	paths == {["rules", 1]}
}

test_denies_wildcards if {
	{finding.message | some finding in policy.deny} == {"role may write admission webhook configurations"} with input as fixtures.object_of("ClusterRole", {"rules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]})
}

test_allows_other_verbs if {
	count(policy.deny) == 0 with input as fixtures.object_of("ClusterRole", {"rules": [{"apiGroups": ["admissionregistration.k8s.io"], "resources": ["mutatingwebhookconfigurations"], "verbs": ["get"]}]})
}

test_allows_other_groups if {
	count(policy.deny) == 0 with input as fixtures.object_of("ClusterRole", {"rules": [{"apiGroups": ["example.org"], "resources": ["mutatingwebhookconfigurations"], "verbs": ["update"]}]})
}

test_allows_no_rules if {
	count(policy.deny) == 0 with input as fixtures.object_of("ClusterRole", {})
}
