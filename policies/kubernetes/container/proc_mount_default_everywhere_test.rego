package provost.kubernetes.container.proc_mount_default_everywhere_test

import rego.v1

import data.provost.kubernetes.container.proc_mount_default_everywhere as policy
import data.provost.lib.fixtures

test_denies_unmasked if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"securityContext": {"procMount": "Unmasked"}})
	paths == {["spec", "containers", 0, "securityContext", "procMount"]}
}

test_denies_user_namespaces_too if {
	count(policy.deny) == 1 with input as fixtures.pod({"hostUsers": false, "containers": [{"securityContext": {"procMount": "Unmasked"}}]})
}

test_allows_default if {
	count(policy.deny) == 0 with input as fixtures.container({"securityContext": {"procMount": "Default"}})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.container({})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}

test_is_not_applicable_before_1_35 if {
	not policy.applicable with input as object.union(fixtures.container({}), {"params": {"version": "1.34"}})
}
