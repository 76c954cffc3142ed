package provost.kubernetes.pod.security_context_set_test

import rego.v1

import data.provost.kubernetes.pod.security_context_set as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.deployment({"containers": [{}]})
	paths == {["spec", "template", "spec", "securityContext"]}
}

test_denies_an_empty_one if {
	count(policy.deny) == 1 with input as fixtures.pod({"securityContext": {}})
}

test_allows if {
	count(policy.deny) == 0 with input as fixtures.pod({"securityContext": {"runAsNonRoot": true}})
}

test_does_not_judge_compose if {
	not policy.applicable with input as fixtures.compose({})
}
