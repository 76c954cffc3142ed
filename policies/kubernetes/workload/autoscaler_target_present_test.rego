package provost.kubernetes.workload.autoscaler_target_present_test

import rego.v1

import data.provost.kubernetes.workload.autoscaler_target_present as policy

autoscaler(related) := {"resource": {"attributes": {"spec": {"scaleTargetRef": {"kind": "Deployment", "name": "web"}}}}, "related": related}

test_denies_a_target_that_is_not_there if {
	messages := {finding.message | some finding in policy.deny} with input as autoscaler({})
	messages == {"no Deployment web in the scan"}
}

test_allows_one_that_is if {
	count(policy.deny) == 0 with input as autoscaler({"Deployment": [{"attributes": {"metadata": {"name": "web"}}}]})
}
