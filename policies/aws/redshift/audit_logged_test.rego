package provost.aws.redshift.audit_logged_test

import rego.v1

import data.provost.aws.redshift.audit_logged as policy

test_denies_absent if {
	policy.deny == {{"message": "audit logs are not written", "path": ["logging", 0, "enable"]}} with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {}}}
}

test_denies_off if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"logging": [{"enable": false}]}}}
}

test_allows_block if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"logging": [{"enable": true}]}}}
}

test_allows_resource if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {}}, "related": {"aws_redshift_logging": [{}]}}
}
