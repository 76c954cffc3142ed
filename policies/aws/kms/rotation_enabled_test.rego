package provost.aws.kms.rotation_enabled_test

import rego.v1

import data.provost.aws.kms.rotation_enabled as policy

test_denies_off if {
	policy.deny == {{"message": "the key is never rotated", "path": ["enable_key_rotation"]}} with input as {"resource": {"type": "aws_kms_key", "attributes": {"enable_key_rotation": false}}}
}

test_denies_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_kms_key", "attributes": {}}}
}

test_denies_symmetric_spec if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_kms_key", "attributes": {"customer_master_key_spec": "SYMMETRIC_DEFAULT"}}}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_kms_key", "attributes": {"enable_key_rotation": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_kms_key", "attributes": {"enable_key_rotation": "true"}}}
}

test_asymmetric_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_kms_key", "attributes": {"customer_master_key_spec": "RSA_4096"}}}
}

test_signing_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_kms_key", "attributes": {"key_usage": "SIGN_VERIFY"}}}
}

test_hmac_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_kms_key", "attributes": {"key_usage": "GENERATE_VERIFY_MAC", "customer_master_key_spec": "HMAC_256"}}}
}
