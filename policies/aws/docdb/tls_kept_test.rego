package provost.aws.docdb.tls_kept_test

import rego.v1

import data.provost.aws.docdb.tls_kept as policy

test_denies_off if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_docdb_cluster_parameter_group", "attributes": {"parameter": [{"name": "x", "value": "1"}, {"name": "tls", "value": "disabled"}]}}}
	messages == {"connections without TLS are accepted"}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_docdb_cluster_parameter_group", "attributes": {"parameter": [{"name": "tls", "value": "enabled"}]}}}
}

test_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_docdb_cluster_parameter_group", "attributes": {}}}
}
