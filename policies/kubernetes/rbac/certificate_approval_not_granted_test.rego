package provost.kubernetes.rbac.certificate_approval_not_granted_test

import rego.v1

import data.provost.kubernetes.rbac.certificate_approval_not_granted as policy
import data.provost.lib.fixtures

test_denies if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("ClusterRole", {"rules": [{"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get"]}, {"apiGroups": ["certificates.k8s.io"], "resources": ["certificatesigningrequests/approval"], "verbs": ["get", "update"]}]})
	paths == {["rules", 1]}
}

test_denies_wildcards if {
	{finding.message | some finding in policy.deny} == {"role may approve certificate signing requests"} with input as fixtures.object_of("ClusterRole", {"rules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]})
}

test_allows_other_verbs if {
	count(policy.deny) == 0 with input as fixtures.object_of("ClusterRole", {"rules": [{"apiGroups": ["certificates.k8s.io"], "resources": ["certificatesigningrequests/approval"], "verbs": ["get"]}]})
}

test_allows_other_groups if {
	count(policy.deny) == 0 with input as fixtures.object_of("ClusterRole", {"rules": [{"apiGroups": ["example.org"], "resources": ["certificatesigningrequests/approval"], "verbs": ["update"]}]})
}

test_allows_no_rules if {
	count(policy.deny) == 0 with input as fixtures.object_of("ClusterRole", {})
}
