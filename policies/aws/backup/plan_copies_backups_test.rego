package provost.aws.backup.plan_copies_backups_test

import rego.v1

import data.provost.aws.backup.plan_copies_backups as policy

test_denies_no_copy if {
	policy.deny == {{"message": "backups are not copied to another vault", "path": ["rule", 0]}} with input as {"resource": {"type": "aws_backup_plan", "attributes": {"rule": [{"rule_name": "daily"}]}}}
}

test_denies_second_rule if {
	policy.deny == {{"message": "backups are not copied to another vault", "path": ["rule", 1]}} with input as {"resource": {"type": "aws_backup_plan", "attributes": {"rule": [{"copy_action": [{"destination_vault_arn": "v"}]}, {"rule_name": "weekly"}]}}}
}

test_allows_copy if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_backup_plan", "attributes": {"rule": [{"copy_action": [{"destination_vault_arn": "v"}]}]}}}
}

test_allows_no_rule if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_backup_plan", "attributes": {}}}
}
