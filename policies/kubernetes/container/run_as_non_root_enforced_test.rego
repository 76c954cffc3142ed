package provost.kubernetes.container.run_as_non_root_enforced_test

import rego.v1

import data.provost.kubernetes.container.run_as_non_root_enforced as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	{finding.message | some finding in policy.deny} == {"container \"web\" may run as root: neither it nor its pod sets runAsNonRoot"} with input as fixtures.container({"name": "web"})
}

test_denies_false_in_the_container if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.secured({"runAsNonRoot": true}, {"securityContext": {"runAsNonRoot": false}})
	paths == {["spec", "containers", 0, "securityContext", "runAsNonRoot"]}
}

test_denies_false_in_the_pod if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.secured({"runAsNonRoot": false}, {"securityContext": {"runAsNonRoot": true}})
	paths == {["spec", "securityContext", "runAsNonRoot"]}
}

test_denies_a_user_alone if {
	count(policy.deny) == 1 with input as fixtures.secured({"runAsUser": 1000}, {})
}

test_denies_one_of_two if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.pod({"containers": [{"securityContext": {"runAsNonRoot": true}}, {}]})
	paths == {["spec", "containers", 1, "securityContext", "runAsNonRoot"]}
}

test_allows_the_pod if {
	count(policy.deny) == 0 with input as fixtures.secured({"runAsNonRoot": true}, {})
}

test_allows_the_container if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"runAsNonRoot": true}})
}

test_relaxed_for_user_namespaces if {
	count(policy.deny) == 0 with input as fixtures.pod({"hostUsers": false, "containers": [{}]})
}

test_does_not_judge_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
