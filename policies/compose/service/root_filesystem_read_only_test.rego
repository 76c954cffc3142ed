package provost.compose.service.root_filesystem_read_only_test

import rego.v1

import data.provost.compose.service.root_filesystem_read_only as policy

test_denies_when_off if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"read_only": false}}}
	messages == {"root filesystem is writable"}
}

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {}}}
	paths == {["read_only"]}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"read_only": true}}}
}
