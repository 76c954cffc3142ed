package provost.kubernetes.pod.tiller_absent_test

import rego.v1

import data.provost.kubernetes.pod.tiller_absent as policy
import data.provost.lib.fixtures

test_denies_the_image if {
	{finding.message | some finding in policy.deny} == {"container \"tiller\" runs Tiller"} with input as fixtures.container({"name": "tiller", "image": "gcr.io/kubernetes-helm/tiller:v2.16.9"})
}

test_denies_a_mirror if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"image": "registry.example.org/tiller:v2"})
	paths == {["spec", "containers", 0, "image"]}
}

test_denies_the_labels if {
	count(policy.deny) == 1 with input as {"resource": {"type": "Deployment", "format": "kubernetes", "workload": {"path": ["spec", "template", "spec"], "spec": {}, "containers": [], "labels": {"app": "helm", "name": "tiller"}}}}
}

test_allows_others if {
	count(policy.deny) == 0 with input as fixtures.container({"image": "ghcr.io/acme/distiller:1"})
}

test_allows_without_an_image if {
	count(policy.deny) == 0 with input as fixtures.container({})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
