# METADATA
# title: RDS applies minor version upgrades by itself
# description: >-
#   Looks at `auto_minor_version_upgrade`, which is `true` by default. Minor versions of
#   database engines carry their security fixes; without it somebody has to remember them.
# custom:
#   severity: low
#   category: patching
#   resources: [aws_db_instance, aws_rds_cluster_instance]
#   params: {}
#   remediation: |-
#     Remove `auto_minor_version_upgrade = false`. Upgrades happen in the maintenance window.
#   aliases: [CKV_AWS_226]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance
package provost.aws.rds.minor_upgrades_automatic

import rego.v1

import data.provost.lib.values

deny contains finding if {
	values.is_false(input.resource.attributes.auto_minor_version_upgrade)
	finding := {"message": "minor versions are not applied by themselves", "path": ["auto_minor_version_upgrade"]}
}
