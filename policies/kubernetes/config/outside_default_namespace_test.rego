package provost.kubernetes.config.outside_default_namespace_test

import rego.v1

import data.provost.kubernetes.config.outside_default_namespace as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("Service", {"metadata": {"name": "web"}})
	paths == {["metadata", "namespace"]}
}

test_denies_the_name if {
	count(policy.deny) == 1 with input as fixtures.object_of("Deployment", {"metadata": {"name": "web", "namespace": "default"}})
}

test_allows_another if {
	count(policy.deny) == 0 with input as fixtures.object_of("Deployment", {"metadata": {"name": "web", "namespace": "shop"}})
}

test_exempts_built_in_objects if {
	count(policy.deny) == 0 with input as fixtures.object_of("ServiceAccount", {"metadata": {"name": "default"}})
}
