package provost.aws.redshift.tls_required_test

import rego.v1

import data.provost.aws.redshift.tls_required as policy

test_denies_off if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_redshift_parameter_group", "attributes": {"parameter": [{"name": "x", "value": "1"}, {"name": "require_ssl", "value": "false"}]}}}
	messages == {"connections without TLS are accepted"}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_redshift_parameter_group", "attributes": {"parameter": [{"name": "require_ssl", "value": "true"}]}}}
}

test_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_redshift_parameter_group", "attributes": {}}}
}
