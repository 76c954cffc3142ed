package provost.aws.backup.vault_encrypted_with_own_key_test

import rego.v1

import data.provost.aws.backup.vault_encrypted_with_own_key as policy

test_denies_when_absent if {
	policy.deny == {{"message": "backups are not encrypted with a customer-managed key", "path": ["kms_key_arn"]}} with input as {"resource": {"type": "aws_backup_vault", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_backup_vault", "attributes": {"kms_key_arn": null}}}
}

test_denies_empty if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_backup_vault", "attributes": {"kms_key_arn": ""}}}
}

test_allows_when_set if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_backup_vault", "attributes": {"kms_key_arn": "x"}}}
}
