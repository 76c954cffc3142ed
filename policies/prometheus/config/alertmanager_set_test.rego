package provost.prometheus.config.alertmanager_set_test

import rego.v1

import data.provost.prometheus.config.alertmanager_set as policy

test_denies_rules_without_an_alertmanager if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"attributes": {"rule_files": ["a.yml"]}}}
	messages == {"rules are loaded, and no Alertmanager is named"}
}

test_allows_an_alertmanager if {
	count(policy.deny) == 0 with input as {"resource": {"attributes": {"rule_files": ["a.yml"], "alerting": {"alertmanagers": [{}]}}}}
}

test_is_not_applicable_without_rules if {
	not policy.applicable with input as {"resource": {"attributes": {"scrape_configs": []}}}
}
