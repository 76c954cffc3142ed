package provost.github.dependabot.updates_cooled_down_test

import rego.v1

import data.provost.github.dependabot.updates_cooled_down as policy

update(attributes) := {"params": {"min_days": 7}, "resource": {"attributes": attributes}}

test_denies_without_a_cooldown if {
	messages := {finding.message | some finding in policy.deny} with input as update({"package-ecosystem": "pip"})
	messages == {"releases are proposed the day that they appear"}
}

test_denies_without_days if {
	count(policy.deny) == 1 with input as update({"cooldown": {"semver-major-days": 30}})
}

test_denies_few_days if {
	messages := {finding.message | some finding in policy.deny} with input as update({"cooldown": {"default-days": 2}})
	messages == {"releases are proposed after 2 days, fewer than 7"}
}

test_allows_a_week if {
	count(policy.deny) == 0 with input as update({"cooldown": {"default-days": 7}})
}
