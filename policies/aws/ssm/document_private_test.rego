package provost.aws.ssm.document_private_test

import rego.v1

import data.provost.aws.ssm.document_private as policy

test_denies_all if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_ssm_document", "attributes": {"permissions": {"type": "Share", "account_ids": "All"}}}}
	paths == {["permissions"]}
}

test_denies_a_list if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_ssm_document", "attributes": {"permissions": [{"account_ids": ["All"]}]}}}
}

test_allows_accounts if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ssm_document", "attributes": {"permissions": {"type": "Share", "account_ids": "111122223333"}}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ssm_document", "attributes": {}}}
}
