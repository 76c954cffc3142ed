package provost.alertmanager.config.receivers_defined_test

import rego.v1

import data.provost.alertmanager.config.receivers_defined as policy

test_denies_an_unknown_receiver if {
	findings := policy.deny with input as {"resource": {"attributes": {
		"receivers": [{"name": "pager"}],
		"routes": [{"path": ["route"], "receiver": "pager", "inherited": false}, {"path": ["route", "routes", 0], "receiver": "chat", "inherited": false}],
	}}}
	findings == {{"message": "the receiver chat is not defined", "path": ["route", "routes", 0, "receiver"]}}
}

test_denies_a_root_without_one if {
	count(policy.deny) == 1 with input as {"resource": {"attributes": {"receivers": [], "routes": [{"path": ["route"], "inherited": true}]}}}
}

test_allows_what_is_defined if {
	count(policy.deny) == 0 with input as {"resource": {"attributes": {"receivers": [{"name": "pager"}], "routes": [{"path": ["route"], "receiver": "pager", "inherited": false}]}}}
}
