package provost.aws.glue.catalog_encrypted_test

import rego.v1

import data.provost.aws.glue.catalog_encrypted as policy

test_denies_when_absent if {
	count(policy.deny) == 2 with input as {"resource": {"type": "aws_glue_data_catalog_encryption_settings", "attributes": {}}}
}

test_denies_one if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_glue_data_catalog_encryption_settings", "attributes": {"data_catalog_encryption_settings": [{"encryption_at_rest": [{"catalog_encryption_mode": "SSE-KMS"}]}]}}}
	messages == {"passwords of connections are not encrypted"}
}

test_allows_both if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_glue_data_catalog_encryption_settings", "attributes": {"data_catalog_encryption_settings": [{"encryption_at_rest": [{"catalog_encryption_mode": "SSE-KMS"}], "connection_password_encryption": [{"return_connection_password_encrypted": true}]}]}}}
}
