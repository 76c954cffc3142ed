package provost.github.repository.private_test

import rego.v1

import data.provost.github.repository.private as policy

test_denies_public if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"attributes": {"visibility": "public"}}}
	messages == {"repository is public"}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"attributes": {}}}
}

test_allows_internal_and_the_old_flag if {
	count(policy.deny) == 0 with input as {"resource": {"attributes": {"visibility": "internal"}}}
	count(policy.deny) == 0 with input as {"resource": {"attributes": {"private": true}}}
}
