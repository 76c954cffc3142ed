# METADATA
# title: Redshift keeps automatic snapshots
# description: >-
#   Looks at `automated_snapshot_retention_period`, one day by default; 0 switches snapshots
#   off.
# custom:
#   severity: medium
#   category: backup and recovery
#   resources: [aws_redshift_cluster]
#   params: {}
#   remediation: |-
#     Set `automated_snapshot_retention_period` to seven days or more.
#   aliases: [CKV_AWS_343]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/redshift_cluster
package provost.aws.redshift.snapshots_kept

import rego.v1

import data.provost.lib.values

deny contains finding if {
	values.number(input.resource.attributes.automated_snapshot_retention_period) == 0
	finding := {"message": "automatic snapshots are off", "path": ["automated_snapshot_retention_period"]}
}
