package provost.kubernetes.container.cpu_request_set_test

import rego.v1

import data.provost.kubernetes.container.cpu_request_set as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	{finding.message | some finding in policy.deny} == {"container \"web\" has no CPU request"} with input as fixtures.container({"name": "web"})
}

test_denies_the_other_only if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"resources": {"requests": {"memory": "1"}}})
	paths == {["spec", "containers", 0, "resources", "requests", "cpu"]}
}

test_denies_an_init_container if {
	count(policy.deny) == 1 with input as fixtures.pod({"initContainers": [{}], "containers": []})
}

test_ignores_ephemeral_containers if {
	count(policy.deny) == 0 with input as fixtures.pod({"ephemeralContainers": [{}]})
}

test_allows_when_set if {
	count(policy.deny) == 0 with input as fixtures.container({"resources": {"requests": {"cpu": "1"}}})
}

test_does_not_judge_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
