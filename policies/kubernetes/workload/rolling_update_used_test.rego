package provost.kubernetes.workload.rolling_update_used_test

import rego.v1

import data.provost.kubernetes.workload.rolling_update_used as policy
import data.provost.lib.fixtures

test_denies_recreate if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("Deployment", {"spec": {"strategy": {"type": "Recreate"}}})
	paths == {["spec", "strategy", "type"]}
}

test_denies_all_unavailable if {
	{finding.message | some finding in policy.deny} == {"an update may stop all pods at once"} with input as fixtures.object_of("Deployment", {"spec": {"strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": "100%"}}}})
}

test_allows_rolling if {
	count(policy.deny) == 0 with input as fixtures.object_of("Deployment", {"spec": {"strategy": {"type": "RollingUpdate"}}})
}

test_allows_the_default if {
	count(policy.deny) == 0 with input as fixtures.object_of("Deployment", {"spec": {}})
}
