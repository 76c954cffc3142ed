package provost.docker.image.secrets_not_passed_as_arguments_test

import rego.v1

import data.provost.docker.image.secrets_not_passed_as_arguments as policy

test_denies_an_argument if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "args": {"NPM_TOKEN": null}, "env": {}}}}
	paths == {["args", "NPM_TOKEN"]}
}

test_denies_an_environment if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "args": {}, "env": {"NPM_TOKEN": "$NPM_TOKEN"}}}}
	messages == {"NPM_TOKEN is kept in the image"}
}

test_allows_earlier_stages if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": false, "args": {"NPM_TOKEN": null}}}}
}

test_allows_others if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "args": {"VERSION": null}, "env": {"PATH": "/x:$PATH"}}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true}}}
}
