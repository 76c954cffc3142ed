package provost.kubernetes.rbac.default_service_account_inert_test

import rego.v1

import data.provost.kubernetes.rbac.default_service_account_inert as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("ServiceAccount", {"metadata": {"name": "default"}})
	paths == {["automountServiceAccountToken"]}
}

test_denies_when_on if {
	count(policy.deny) == 1 with input as fixtures.object_of("ServiceAccount", {"metadata": {"name": "default"}, "automountServiceAccountToken": true})
}

test_allows_when_off if {
	count(policy.deny) == 0 with input as fixtures.object_of("ServiceAccount", {"metadata": {"name": "default"}, "automountServiceAccountToken": false})
}

test_not_applicable_to_others if {
	not policy.applicable with input as fixtures.object_of("ServiceAccount", {"metadata": {"name": "web"}})
}

test_says_nothing_of_others if {
	count(policy.deny) == 0 with input as fixtures.object_of("ServiceAccount", {"metadata": {"name": "web"}})
}
