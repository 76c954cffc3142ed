package provost.docker.image.whole_context_not_copied_test

import rego.v1

import data.provost.docker.image.whole_context_not_copied as policy

test_denies_a_dot if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "instructions": [{"instruction": "COPY", "value": ". .", "flags": {}}]}}}
	paths == {["instructions", 0, "value"]}
}

test_denies_the_list_form if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "instructions": [{"instruction": "ADD", "value": "[\"./\", \"/app\"]", "flags": {}}]}}}
}

test_allows_files if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "instructions": [{"instruction": "COPY", "value": "src/ ./", "flags": {}}, {"instruction": "COPY", "value": "./a .", "flags": {}}, {"instruction": "COPY", "value": ".npmrc .", "flags": {}}]}}}
}

test_allows_other_stages if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": true, "instructions": [{"instruction": "COPY", "value": "/ /", "flags": {"from": "build"}}]}}}
}

test_allows_earlier_stages if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"final": false, "instructions": [{"instruction": "COPY", "value": ". .", "flags": {}}]}}}
}
