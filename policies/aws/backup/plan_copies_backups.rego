# METADATA
# title: Backup plan copies backups to another vault
# description: >-
#   Looks for a `copy_action` in each rule of a backup plan. A copy in a second region, or in
#   another account, survives the loss of the first one. The provider's default makes none.
# custom:
#   severity: medium
#   category: backup and recovery
#   resources: [aws_backup_plan]
#   remediation: |-
#     Add `copy_action { destination_vault_arn = ... }` with a vault in another region to each rule
#     of the plan.
#   aliases: []
#   references: ["https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html"]
package provost.aws.backup.plan_copies_backups

import rego.v1

import data.provost.lib.values

deny contains finding if {
	schedule := input.resource.attributes.rule[i]
	not copies(schedule)
	finding := {"message": "backups are not copied to another vault", "path": ["rule", i]}
}

copies(schedule) if values.present(schedule.copy_action[_].destination_vault_arn)
