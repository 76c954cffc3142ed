package provost.github.dependabot.external_code_not_run_test

import rego.v1

import data.provost.github.dependabot.external_code_not_run as policy

test_denies_running_code if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"attributes": {"insecure-external-code-execution": "allow"}}}
	messages == {"updates run the code of packages"}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"attributes": {}}}
	count(policy.deny) == 0 with input as {"resource": {"attributes": {"insecure-external-code-execution": "deny"}}}
}
