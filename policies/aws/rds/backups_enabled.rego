# METADATA
# title: RDS automated backups are not switched off
# description: >-
#   Looks at `backup_retention_period` of instances and clusters. A value of 0 switches automated
#   backups and point-in-time recovery off; more than 35 days is not accepted. An absent value is
#   not judged here: how long backups are kept is a rule of its own
#   (`aws-rds-backup-retention-sufficient`).
# custom:
#   severity: medium
#   category: backup and recovery
#   resources: [aws_db_instance, aws_rds_cluster]
#   remediation: |-
#     Set `backup_retention_period` to the number of days that backups must be kept, 1 to 35.
#     Switching backups on may interrupt the instance for a moment.
#   aliases: [CKV_AWS_133]
#   references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html"]
package provost.aws.rds.backups_enabled

import rego.v1

import data.provost.lib.values

deny contains finding if {
	days := values.number(input.resource.attributes.backup_retention_period)
	not in_range(days)
	finding := {
		"message": sprintf("backups are kept for %v days; 1 to 35 are possible", [days]),
		"path": ["backup_retention_period"],
	}
}

in_range(days) if {
	days >= 1
	days <= 35
}
