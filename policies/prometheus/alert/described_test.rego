package provost.prometheus.alert.described_test

import rego.v1

import data.provost.prometheus.alert.described as policy

test_denies_without_annotations if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"name": "Down", "attributes": {}}}
	messages == {"alert Down has no summary and no description"}
}

test_allows_a_summary if {
	count(policy.deny) == 0 with input as {"resource": {"name": "Down", "attributes": {"annotations": {"summary": "it is down"}}}}
}
