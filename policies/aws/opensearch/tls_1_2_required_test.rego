package provost.aws.opensearch.tls_1_2_required_test

import rego.v1

import data.provost.aws.opensearch.tls_1_2_required as policy

test_denies_old if {
	policy.deny == {{"message": "the endpoint accepts TLS older than 1.2", "path": ["domain_endpoint_options", 0, "tls_security_policy"]}} with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"domain_endpoint_options": [{"tls_security_policy": "Policy-Min-TLS-1-0-2019-07"}]}}}
}

test_denies_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"domain_endpoint_options": [{"enforce_https": true}]}}}
}

test_denies_no_block if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {}}}
}

test_allows_1_2 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"domain_endpoint_options": [{"tls_security_policy": "Policy-Min-TLS-1-2-2019-07"}]}}}
}

test_allows_forward_secrecy if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"domain_endpoint_options": [{"tls_security_policy": "Policy-Min-TLS-1-2-PFS-2023-10"}]}}}
}
