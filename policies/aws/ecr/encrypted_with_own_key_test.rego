package provost.aws.ecr.encrypted_with_own_key_test

import rego.v1

import data.provost.aws.ecr.encrypted_with_own_key as policy

test_denies_1 if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_ecr_repository", "attributes": {"encryption_configuration": [{"encryption_type": "AES256"}]}}}
	messages == {"images are not encrypted with KMS"}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecr_repository", "attributes": {"encryption_configuration": [{"encryption_type": "KMS"}]}}}
}

test_allows_2 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecr_repository", "attributes": {"encryption_configuration": [{"encryption_type": "KMS_DSSE"}]}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_ecr_repository", "attributes": {}}}
	paths == {["encryption_configuration", 0, "encryption_type"]}
}
