package provost.docker.image.instructions_free_of_credentials_test

import rego.v1

import data.provost.docker.image.instructions_free_of_credentials as policy

test_denies_env if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"env": {"API_KEY": "a8sd7f6asdf"}, "args": {}, "labels": {}, "instructions": []}}}
	paths == {["env", "API_KEY"]}
}

test_denies_a_default if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"env": {}, "args": {"DB_PASSWORD": "hunter2"}, "labels": {}, "instructions": []}}}
	messages == {"a literal credential stands in DB_PASSWORD"}
}

test_denies_a_run_step if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "git clone https://bot:hunter22@example.org/a", "flags": {}}]}}}
	paths == {["instructions", 0, "value"]}
}

test_allows_references if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"env": {"API_KEY": "${API_KEY}"}, "args": {"NPM_TOKEN": null}, "labels": {}, "instructions": []}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {}}}
}
