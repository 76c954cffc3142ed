package provost.aws.redshift.encrypted_with_own_key_test

import rego.v1

import data.provost.aws.redshift.encrypted_with_own_key as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"kms_key_id": ""}}}
	messages == {"data is not encrypted with a key of your own"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {"kms_key_id": "arn:aws:kms:eu-west-1:111122223333:key/0123"}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_redshift_cluster", "attributes": {}}}
	paths == {["kms_key_id"]}
}
