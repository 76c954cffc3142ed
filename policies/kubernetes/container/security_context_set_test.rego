package provost.kubernetes.container.security_context_set_test

import rego.v1

import data.provost.kubernetes.container.security_context_set as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	{finding.message | some finding in policy.deny} == {"container \"web\" has no security context"} with input as fixtures.container({"name": "web"})
}

test_denies_an_empty_one if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"securityContext": {}})
	paths == {["spec", "containers", 0, "securityContext"]}
}

test_allows if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"privileged": false}})
}

test_does_not_judge_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
