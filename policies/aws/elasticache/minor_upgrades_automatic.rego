# METADATA
# title: ElastiCache takes minor upgrades
# description: >-
#   Looks at `auto_minor_version_upgrade`, `true` by default. Minor versions carry security
#   fixes.
# custom:
#   severity: low
#   category: patching
#   resources: [aws_elasticache_cluster, aws_elasticache_replication_group]
#   params: {}
#   remediation: |-
#     Remove `auto_minor_version_upgrade = false`.
#   aliases: [CKV_AWS_322]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elasticache_cluster
package provost.aws.elasticache.minor_upgrades_automatic

import rego.v1

import data.provost.lib.values

deny contains finding if {
	values.is_false(input.resource.attributes.auto_minor_version_upgrade)
	finding := {"message": "minor versions are not applied by themselves", "path": ["auto_minor_version_upgrade"]}
}
