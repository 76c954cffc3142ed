package provost.github.branch.commits_signed_test

import rego.v1

import data.provost.github.branch.commits_signed as policy

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"attributes": {}}}
	messages == {"commits need no signature"}
}

test_allows_signatures if {
	count(policy.deny) == 0 with input as {"resource": {"attributes": {"require_signed_commits": true}}}
}
