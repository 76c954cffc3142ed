package provost.kubernetes.rbac.service_account_present_test

import rego.v1

import data.provost.kubernetes.rbac.service_account_present as policy
import data.provost.lib.fixtures

pod(name, related) := object.union(fixtures.pod({"serviceAccountName": name}), {"related": related})

test_denies_an_account_that_is_not_there if {
	messages := {finding.message | some finding in policy.deny} with input as pod("web", {})
	messages == {"no service account web in the scan"}
}

test_allows_one_that_is if {
	count(policy.deny) == 0 with input as pod("web", {"ServiceAccount": [{"name": "web"}]})
}

test_is_not_applicable_to_the_default if {
	not policy.applicable with input as pod("default", {})
}
