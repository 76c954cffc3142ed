package provost.prometheus.alert.severity_set_test

import rego.v1

import data.provost.prometheus.alert.severity_set as policy

test_denies_without_labels if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"name": "Down", "attributes": {"alert": "Down"}}}
	messages == {"alert Down has no severity"}
}

test_denies_an_empty_one if {
	count(policy.deny) == 1 with input as {"resource": {"name": "Down", "attributes": {"labels": {"severity": ""}}}}
}

test_allows_a_severity if {
	count(policy.deny) == 0 with input as {"resource": {"name": "Down", "attributes": {"labels": {"severity": "critical"}}}}
}
