# METADATA
# title: RDS backups are kept long enough
# description: >-
#   Looks at `backup_retention_period` of instances and clusters. The provider's default is 0 (no
#   backups) for an instance and 1 day for a cluster, too short to notice and undo most mistakes.
#   Read replicas are not judged: their source holds the backups.
# custom:
#   severity: medium
#   category: backup and recovery
#   resources: [aws_db_instance, aws_rds_cluster]
#   params: {"min_days": 2}
#   remediation: |-
#     Set `backup_retention_period` to at least the required number of days; 35 is the most. Keep
#     older backups with AWS Backup.
#   aliases: [AVD-AWS-0077]
#   references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html"]
package provost.aws.rds.backup_retention_sufficient

import rego.v1

import data.provost.lib.values

applicable if not values.present(input.resource.attributes.replicate_source_db)

deny contains finding if {
	applicable
	days := values.number(input.resource.attributes.backup_retention_period)
	days < input.params.min_days
	finding := {
		"message": sprintf("backups are kept for %v days, fewer than %v", [days, input.params.min_days]),
		"path": ["backup_retention_period"],
	}
}

deny contains finding if {
	applicable
	not values.present(input.resource.attributes.backup_retention_period)
	default_days[input.resource.type] < input.params.min_days
	finding := {
		"message": sprintf("no backup retention is set, and the default keeps fewer than %v days", [input.params.min_days]),
		"path": ["backup_retention_period"],
	}
}

default_days := {"aws_db_instance": 0, "aws_rds_cluster": 1}
