package provost.aws.sqs.encrypted_with_own_key_test

import rego.v1

import data.provost.aws.sqs.encrypted_with_own_key as policy

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_sqs_queue", "attributes": {}}}
	paths == {["kms_master_key_id"]}
}

test_denies_the_key_of_aws if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_sqs_queue", "attributes": {"kms_master_key_id": "alias/aws/sqs"}}}
}

test_allows_a_key if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_sqs_queue", "attributes": {"kms_master_key_id": "alias/jobs"}}}
}
