package provost.github.branch.approvals_sufficient_test

import rego.v1

import data.provost.github.branch.approvals_sufficient as policy

test_denies_one_approval if {
	messages := {finding.message | some finding in policy.deny} with input as {"params": {"min_approvals": 2}, "resource": {"attributes": {"required_pull_request_reviews": [{"required_approving_review_count": 1}]}}}
	messages == {"fewer than 2 approvals are required"}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"params": {"min_approvals": 2}, "resource": {"attributes": {}}}
}

test_allows_two if {
	count(policy.deny) == 0 with input as {"params": {"min_approvals": 2}, "resource": {"attributes": {"required_pull_request_reviews": [{"required_approving_review_count": 2}]}}}
}
