package provost.aws.ssm.parameter_encrypted_test

import rego.v1

import data.provost.aws.ssm.parameter_encrypted as policy

test_denies_string if {
	policy.deny == {{"message": "the parameter is stored as plain text", "path": ["type"]}} with input as {"resource": {"type": "aws_ssm_parameter", "attributes": {"type": "String"}}}
}

test_denies_list if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_ssm_parameter", "attributes": {"type": "StringList"}}}
}

test_denies_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_ssm_parameter", "attributes": {}}}
}

test_allows_secure if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ssm_parameter", "attributes": {"type": "SecureString"}}}
}
