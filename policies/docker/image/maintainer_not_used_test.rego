package provost.docker.image.maintainer_not_used_test

import rego.v1

import data.provost.docker.image.maintainer_not_used as policy

test_denies_it if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "MAINTAINER", "value": "me", "flags": {}}]}}}
	paths == {["instructions", 0, "value"]}
}

test_allows_a_label if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "LABEL", "value": "maintainer=me", "flags": {}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {}}}
}
