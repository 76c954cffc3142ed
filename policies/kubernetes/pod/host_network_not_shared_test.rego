package provost.kubernetes.pod.host_network_not_shared_test

import rego.v1

import data.provost.kubernetes.pod.host_network_not_shared as policy
import data.provost.lib.fixtures

test_denies_in_a_pod if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.pod({"hostNetwork": true})
	paths == {["spec", "hostNetwork"]}
}

test_denies_in_a_cron_job if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.cron_job({"hostNetwork": true})
	paths == {["spec", "jobTemplate", "spec", "template", "spec", "hostNetwork"]}
}

test_denies_a_string if {
	count(policy.deny) == 1 with input as fixtures.pod({"hostNetwork": "true"})
}

test_allows_false if {
	count(policy.deny) == 0 with input as fixtures.pod({"hostNetwork": false})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.pod({})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
