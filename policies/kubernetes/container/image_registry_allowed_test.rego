package provost.kubernetes.container.image_registry_allowed_test

import rego.v1

import data.provost.kubernetes.container.image_registry_allowed as policy
import data.provost.lib.fixtures

test_not_applicable_without_a_list if {
	not policy.applicable with input as fixtures.container({"image": "evil.example/x:1"}) with input.params as {"allowed_registries": []}
}

test_says_nothing_without_a_list if {
	count(policy.deny) == 0 with input as fixtures.container({"image": "evil.example/x:1"}) with input.params as {"allowed_registries": []}
}

test_denies_another_registry if {
	{finding.message | some finding in policy.deny} == {"container \"web\" runs quay.io/x/y:1, from a registry that is not allowed"} with input as fixtures.container({"name": "web", "image": "quay.io/x/y:1"}) with input.params as {"allowed_registries": ["ghcr.io"]}
}

test_denies_a_look_alike if {
	count(policy.deny) == 1 with input as fixtures.container({"image": "ghcr.io/acme-evil/x:1"}) with input.params as {"allowed_registries": ["ghcr.io/acme"]}
}

test_denies_the_default_registry if {
	count(policy.deny) == 1 with input as fixtures.container({"image": "nginx"}) with input.params as {"allowed_registries": ["ghcr.io/acme"]}
}

test_allows_a_folder if {
	count(policy.deny) == 0 with input as fixtures.container({"image": "ghcr.io/acme/x:1"}) with input.params as {"allowed_registries": ["ghcr.io/acme/"]}
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
