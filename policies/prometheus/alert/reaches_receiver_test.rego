package provost.prometheus.alert.reaches_receiver_test

import rego.v1

import data.provost.prometheus.alert.reaches_receiver as policy

test_denies_receivers_that_notify_nobody if {
	messages := {finding.message | some finding in policy.deny} with input as {
		"resource": {"name": "Down", "attributes": {"labels": {"severity": "page"}}},
		"related": {"alertmanager-receiver": [{"name": "null", "attributes": {"integrations": []}}]},
	}
	messages == {"alert Down reaches null, which notifies nobody"}
}

test_allows_one_that_notifies if {
	count(policy.deny) == 0 with input as {
		"resource": {"name": "Down", "attributes": {}},
		"related": {"alertmanager-receiver": [{"name": "null", "attributes": {"integrations": []}}, {"name": "pager", "attributes": {"integrations": ["pagerduty"]}}]},
	}
}

test_is_not_applicable_without_receivers if {
	not policy.applicable with input as {"resource": {"name": "Down", "attributes": {}}, "related": {}}
}
