# METADATA
# title: DocumentDB keeps backups long enough
# description: >-
#   Looks at `backup_retention_period`, one day by default: a deletion that is noticed on Monday
#   is then past recovery.
# custom:
#   severity: medium
#   category: backup and recovery
#   resources: [aws_docdb_cluster]
#   params:
#     least_days: 7
#   remediation: |-
#     Set `backup_retention_period = 7` or more; it applies in place.
#   aliases: [CKV_AWS_360]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/docdb_cluster
package provost.aws.docdb.backup_retention_sufficient

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not long_enough
	finding := {"message": "backups are kept for too few days", "path": ["backup_retention_period"]}
}

long_enough if values.number(input.resource.attributes.backup_retention_period) >= input.params.least_days
