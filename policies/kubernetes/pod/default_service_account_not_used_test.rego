package provost.kubernetes.pod.default_service_account_not_used_test

import rego.v1

import data.provost.kubernetes.pod.default_service_account_not_used as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.deployment({"containers": [{}]})
	paths == {["spec", "template", "spec", "serviceAccountName"]}
}

test_denies_the_name if {
	count(policy.deny) == 1 with input as fixtures.pod({"serviceAccountName": "default"})
}

test_allows_another if {
	count(policy.deny) == 0 with input as fixtures.pod({"serviceAccountName": "web"})
}

test_allows_the_older_field if {
	count(policy.deny) == 0 with input as fixtures.pod({"serviceAccount": "web"})
}

test_allows_without_a_token if {
	count(policy.deny) == 0 with input as fixtures.pod({"automountServiceAccountToken": false})
}
