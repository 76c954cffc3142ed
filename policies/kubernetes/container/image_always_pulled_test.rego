package provost.kubernetes.container.image_always_pulled_test

import rego.v1

import data.provost.kubernetes.container.image_always_pulled as policy
import data.provost.lib.fixtures

test_denies_if_not_present if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"image": "nginx:1", "imagePullPolicy": "IfNotPresent"})
	paths == {["spec", "containers", 0, "imagePullPolicy"]}
}

test_denies_a_version_by_default if {
	count(policy.deny) == 1 with input as fixtures.container({"image": "nginx:1"})
}

test_allows_always if {
	count(policy.deny) == 0 with input as fixtures.container({"image": "nginx:1", "imagePullPolicy": "Always"})
}

test_allows_latest_by_default if {
	count(policy.deny) == 0 with input as fixtures.container({"image": "nginx"})
}

test_does_not_judge_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{"image": "nginx:1"}]})
}
