package provost.kubernetes.control_plane.anonymous_requests_refused_test

import rego.v1

import data.provost.kubernetes.control_plane.anonymous_requests_refused as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"name": "api", "command": ["kube-apiserver", "--profiling=false"]})
	paths == {["spec", "containers", 0, "command"]}
}

test_denies_when_on if {
	count(policy.deny) == 1 with input as fixtures.container({"name": "api", "command": ["kube-apiserver", "--anonymous-auth=true"]})
}

test_allows_when_off if {
	count(policy.deny) == 0 with input as fixtures.container({"name": "api", "command": ["kube-apiserver", "--anonymous-auth=false"]})
}

test_allows_arguments if {
	count(policy.deny) == 0 with input as fixtures.container({"command": ["/usr/local/bin/kube-apiserver"], "args": ["--anonymous-auth=false"]})
}

test_not_applicable_to_others if {
	not policy.applicable with input as fixtures.container({"command": ["nginx"]})
}

test_says_nothing_of_others if {
	count(policy.deny) == 0 with input as fixtures.container({"command": ["nginx"]})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
