# METADATA
# title: EFS is covered by a backup plan
# description: >-
#   Looks for an `aws_backup_selection` that refers to the file system. A plan keeps backups in a
#   vault of their own, where whoever deletes the file system does not delete them too. Selections
#   by tag are not seen from here.
# custom:
#   severity: medium
#   category: backup and recovery
#   resources: [aws_efs_file_system]
#   remediation: |-
#     Name the ARN of the file system in `resources` of an `aws_backup_selection` of your plan.
#   aliases: [CKV2_AWS_18]
#   references: ["https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html"]
package provost.aws.efs.in_backup_plan

import rego.v1

deny contains finding if {
	not input.related.aws_backup_selection
	finding := {"message": "no backup selection names the file system", "path": []}
}
