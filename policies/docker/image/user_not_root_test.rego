package provost.docker.image.user_not_root_test

import rego.v1

import data.provost.docker.image.user_not_root as policy

test_denies_root if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "user": "root", "args": {}, "env": {}}}}
	paths == {["user"]}
}

test_denies_zero_with_a_group if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "user": "0:0", "args": {}, "env": {}}}}
}

test_denies_a_default if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "user": "${APP}", "args": {"APP": "root"}, "env": {}}}}
}

test_allows_another if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "user": "app", "args": {}, "env": {}}}}
}

test_does_not_judge_absent if {
	not policy.applicable with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true}}}
}

test_does_not_judge_earlier_stages if {
	not policy.applicable with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": false, "user": "root"}}}
}
