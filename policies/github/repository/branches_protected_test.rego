package provost.github.repository.branches_protected_test

import rego.v1

import data.provost.github.repository.branches_protected as policy

test_denies_without_protection if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"attributes": {"name": "app"}}, "related": {}}
	messages == {"no branch of the repository is protected"}
}

test_allows_a_ruleset if {
	count(policy.deny) == 0 with input as {"resource": {"attributes": {}}, "related": {"github_repository_ruleset": [{}]}}
}

test_is_not_applicable_to_archives if {
	not policy.applicable with input as {"resource": {"attributes": {"archived": true}}, "related": {}}
}
