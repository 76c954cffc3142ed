package provost.aws.opensearch.encrypted_at_rest_test

import rego.v1

import data.provost.aws.opensearch.encrypted_at_rest as policy

test_denies_when_off if {
	policy.deny == {{"message": "indices are not encrypted at rest", "path": ["encrypt_at_rest", 0, "enabled"]}} with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"encrypt_at_rest": [{"enabled": false}]}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {}}}
}

test_denies_empty_block if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"encrypt_at_rest": [{}]}}}
}

test_denies_null_block if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"encrypt_at_rest": null}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"encrypt_at_rest": [{"enabled": true}]}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"encrypt_at_rest": [{"enabled": "true"}]}}}
}
