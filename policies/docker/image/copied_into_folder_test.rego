package provost.docker.image.copied_into_folder_test

import rego.v1

import data.provost.docker.image.copied_into_folder as policy

test_denies_a_file if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "COPY", "value": "a b /app", "flags": {}}]}}}
	paths == {["instructions", 0, "value"]}
}

test_denies_the_list_form if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "COPY", "value": "[\"a\", \"b\", \"/app\"]", "flags": {}}]}}}
}

test_allows_a_folder if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "COPY", "value": "a b /app/", "flags": {}}, {"instruction": "COPY", "value": "a b .", "flags": {}}, {"instruction": "COPY", "value": "a b ./", "flags": {}}, {"instruction": "COPY", "value": "a b $HOME", "flags": {}}]}}}
}

test_allows_one if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "COPY", "value": "a /app", "flags": {}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {}}}
}
