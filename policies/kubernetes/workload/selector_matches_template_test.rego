package provost.kubernetes.workload.selector_matches_template_test

import rego.v1

import data.provost.kubernetes.workload.selector_matches_template as policy

deployment(selector, labels) := {"resource": {"attributes": {"apiVersion": "apps/v1", "spec": {"selector": {"matchLabels": selector}, "template": {"metadata": {"labels": labels}}}}}}

test_denies_a_label_that_is_not_carried if {
	messages := {finding.message | some finding in policy.deny} with input as deployment({"app": "web"}, {"app": "website"})
	messages == {"the selector asks for app=web, and the template does not carry it"}
}

test_allows_more_labels if {
	count(policy.deny) == 0 with input as deployment({"app": "web"}, {"app": "web", "tier": "front"})
}

test_is_not_applicable_to_other_groups if {
	not policy.applicable with input as {"resource": {"attributes": {"apiVersion": "example.org/v1"}}}
}
