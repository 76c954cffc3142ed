package provost.docker.image.one_download_tool_used_test

import rego.v1

import data.provost.docker.image.one_download_tool_used as policy

test_denies_both if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "curl https://a.example", "flags": {}}, {"instruction": "RUN", "value": "wget https://b.example", "flags": {}}]}}}
	paths == {["instructions", 1, "value"]}
}

test_allows_one if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "wget https://a.example", "flags": {}}, {"instruction": "RUN", "value": "apt-get install -y curl", "flags": {}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {}}}
}
