# METADATA
# title: ElastiCache keeps snapshots
# description: >-
#   Looks at `snapshot_retention_limit` of a Redis or Valkey cluster. Without snapshots the data is
#   gone with the nodes. The provider's default keeps none; Memcached has no snapshots, and members
#   of a replication group are kept by the group.
# custom:
#   severity: medium
#   category: backup and recovery
#   resources: [aws_elasticache_cluster]
#   remediation: |-
#     Set `snapshot_retention_limit` to the number of days that snapshots must be kept. It applies
#     in place.
#   aliases: [CKV_AWS_134, AVD-AWS-0050]
#   references: ["https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html"]
package provost.aws.elasticache.snapshots_kept

import rego.v1

import data.provost.lib.values

applicable if {
	not input.resource.attributes.engine == "memcached"
	not values.present(input.resource.attributes.replication_group_id)
}

deny contains finding if {
	applicable
	not kept
	finding := {"message": "no snapshots are kept", "path": ["snapshot_retention_limit"]}
}

kept if values.number(input.resource.attributes.snapshot_retention_limit) > 0
