package provost.aws.sns.encrypted_test

import rego.v1

import data.provost.aws.sns.encrypted as policy

test_denies_when_absent if {
	policy.deny == {{"message": "messages are stored unencrypted", "path": ["kms_master_key_id"]}} with input as {"resource": {"type": "aws_sns_topic", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_sns_topic", "attributes": {"kms_master_key_id": null}}}
}

test_denies_empty if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_sns_topic", "attributes": {"kms_master_key_id": ""}}}
}

test_allows_when_set if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_sns_topic", "attributes": {"kms_master_key_id": "x"}}}
}
