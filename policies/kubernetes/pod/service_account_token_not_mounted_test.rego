package provost.kubernetes.pod.service_account_token_not_mounted_test

import rego.v1

import data.provost.kubernetes.pod.service_account_token_not_mounted as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.deployment({"containers": [{}]})
	paths == {["spec", "template", "spec", "automountServiceAccountToken"]}
}

test_denies_when_on if {
	count(policy.deny) == 1 with input as fixtures.pod({"automountServiceAccountToken": true})
}

test_denies_when_the_pod_overrides_the_account if {
	count(policy.deny) == 1 with input as object.union(fixtures.pod({"automountServiceAccountToken": true}), {"related": {"ServiceAccount": [{"attributes": {"automountServiceAccountToken": false}}]}})
}

test_allows_when_off if {
	count(policy.deny) == 0 with input as fixtures.pod({"automountServiceAccountToken": false})
}

test_allows_when_the_account_says_so if {
	count(policy.deny) == 0 with input as object.union(fixtures.pod({}), {"related": {"ServiceAccount": [{"attributes": {"automountServiceAccountToken": false}}]}})
}

test_does_not_judge_compose if {
	not policy.applicable with input as fixtures.compose({})
}
