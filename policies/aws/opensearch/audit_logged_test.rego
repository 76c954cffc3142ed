package provost.aws.opensearch.audit_logged_test

import rego.v1

import data.provost.aws.opensearch.audit_logged as policy

test_denies_absent if {
	policy.deny == {{"message": "audit logs are not published", "path": ["log_publishing_options"]}} with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {}}}
}

test_denies_off if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"log_publishing_options": [{"log_type": "AUDIT_LOGS", "enabled": false}]}}}
}

test_allows_audit if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"log_publishing_options": [{"log_type": "INDEX_SLOW_LOGS"}, {"log_type": "AUDIT_LOGS"}]}}}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"log_publishing_options": [{"log_type": "AUDIT_LOGS", "enabled": "true"}]}}}
}

test_denies_other_logs if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"log_publishing_options": [{"log_type": "INDEX_SLOW_LOGS"}]}}}
}
