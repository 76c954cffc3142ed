package provost.aws.opensearch.https_enforced_test

import rego.v1

import data.provost.aws.opensearch.https_enforced as policy

test_denies_off if {
	policy.deny == {{"message": "the domain answers plain HTTP", "path": ["domain_endpoint_options", 0, "enforce_https"]}} with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"domain_endpoint_options": [{"enforce_https": false}]}}}
}

test_denies_no_block if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"domain_endpoint_options": [{"enforce_https": "false"}]}}}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"domain_endpoint_options": [{"enforce_https": true}]}}}
}

test_allows_block_without_it if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"domain_endpoint_options": [{"tls_security_policy": "Policy-Min-TLS-1-2-2019-07"}]}}}
}
