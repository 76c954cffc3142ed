package provost.aws.dax.tls_required_test

import rego.v1

import data.provost.aws.dax.tls_required as policy

test_denies_1 if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_dax_cluster", "attributes": {"cluster_endpoint_encryption_type": "NONE"}}}
	messages == {"the endpoint speaks plaintext"}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_dax_cluster", "attributes": {"cluster_endpoint_encryption_type": "TLS"}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_dax_cluster", "attributes": {}}}
	paths == {["cluster_endpoint_encryption_type"]}
}
