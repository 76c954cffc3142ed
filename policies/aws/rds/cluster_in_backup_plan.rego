# METADATA
# title: RDS cluster is covered by an AWS Backup plan
# description: >-
#   Looks for an `aws_backup_selection` that refers to the cluster. A plan keeps backups in a vault
#   of their own, where whoever deletes the cluster does not delete them too. Selections by tag are
#   not seen from here.
# custom:
#   severity: medium
#   category: backup and recovery
#   resources: [aws_rds_cluster]
#   remediation: |-
#     Name the ARN of the cluster in `resources` of an `aws_backup_selection` of your plan.
#   aliases: [CKV2_AWS_8]
#   references: ["https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html"]
package provost.aws.rds.cluster_in_backup_plan

import rego.v1

deny contains finding if {
	not input.related.aws_backup_selection
	finding := {"message": "no backup selection names the cluster", "path": []}
}
