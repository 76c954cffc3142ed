package provost.aws.ssm.parameter_encrypted_with_own_key_test

import rego.v1

import data.provost.aws.ssm.parameter_encrypted_with_own_key as policy

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_ssm_parameter", "attributes": {"type": "SecureString"}}}
	paths == {["key_id"]}
}

test_allows_a_key if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ssm_parameter", "attributes": {"type": "SecureString", "key_id": "alias/app"}}}
}

test_does_not_judge_text if {
	not policy.applicable with input as {"resource": {"type": "aws_ssm_parameter", "attributes": {"type": "String"}}}
}
