package provost.kubernetes.container.secrets_not_in_environment_test

import rego.v1

import data.provost.kubernetes.container.secrets_not_in_environment as policy
import data.provost.lib.fixtures

test_denies_a_key if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"name": "web", "env": [{"name": "A", "value": "x"}, {"name": "TOKEN", "valueFrom": {"secretKeyRef": {"name": "s", "key": "k"}}}]})
	paths == {["spec", "containers", 0, "env", 1, "valueFrom", "secretKeyRef"]}
}

test_denies_a_whole_secret if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"envFrom": [{"configMapRef": {"name": "c"}}, {"secretRef": {"name": "s"}}]})
	paths == {["spec", "containers", 0, "envFrom", 1, "secretRef"]}
}

test_allows_other_sources if {
	count(policy.deny) == 0 with input as fixtures.container({"env": [{"name": "A", "valueFrom": {"configMapKeyRef": {"name": "c", "key": "k"}}}], "envFrom": [{"configMapRef": {"name": "c"}}]})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.container({})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
