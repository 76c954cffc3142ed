package provost.aws.opensearch.access_control_fine_grained_test

import rego.v1

import data.provost.aws.opensearch.access_control_fine_grained as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_opensearch_domain", "attributes": {"advanced_security_options": [{"enabled": false}]}}}
	messages == {"fine-grained access control is off"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_opensearch_domain", "attributes": {"advanced_security_options": [{"enabled": true}]}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_opensearch_domain", "attributes": {}}}
	paths == {["advanced_security_options", 0, "enabled"]}
}

test_denies_bad_as_text if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_opensearch_domain", "attributes": {"advanced_security_options": [{"enabled": "false"}]}}}
}

test_allows_good_as_text if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_opensearch_domain", "attributes": {"advanced_security_options": [{"enabled": "true"}]}}}
}
