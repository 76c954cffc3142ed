package provost.kubernetes.container.app_armor_not_overridden_test

import rego.v1

import data.provost.kubernetes.container.app_armor_not_overridden as policy
import data.provost.lib.fixtures

test_denies_unconfined_in_a_container if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"securityContext": {"appArmorProfile": {"type": "Unconfined"}}})
	paths == {["spec", "containers", 0, "securityContext", "appArmorProfile", "type"]}
}

test_denies_unconfined_in_the_pod if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.pod({"securityContext": {"appArmorProfile": {"type": "Unconfined"}}})
	paths == {["spec", "securityContext", "appArmorProfile", "type"]}
}

test_denies_the_annotation if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "Deployment", "format": "kubernetes", "workload": {"path": ["spec", "template", "spec"], "spec": {}, "containers": [], "annotations": {"container.apparmor.security.beta.kubernetes.io/web": "unconfined"}}}}
	paths == {["spec", "template", "metadata", "annotations", "container.apparmor.security.beta.kubernetes.io/web"]}
}

test_allows_the_annotation if {
	count(policy.deny) == 0 with input as {"resource": {"type": "Pod", "format": "kubernetes", "workload": {"path": ["spec"], "spec": {}, "containers": [], "annotations": {"container.apparmor.security.beta.kubernetes.io/web": "localhost/web", "container.apparmor.security.beta.kubernetes.io/log": "runtime/default"}}}}
}

test_allows_profiles if {
	count(policy.deny) == 0 with input as fixtures.secured({"appArmorProfile": {"type": "RuntimeDefault"}}, {"securityContext": {"appArmorProfile": {"type": "Localhost", "localhostProfile": "web"}}})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.container({})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
