# METADATA
# title: ElastiCache has multi-AZ failover
# description: >-
#   Looks at `automatic_failover_enabled`. With it on a replica takes over when the primary fails;
#   without it the cache is down until somebody acts. The provider's default is off. Set
#   `multi_az_enabled` as well, so that the replica stands in another zone.
# custom:
#   severity: low
#   category: availability
#   resources: [aws_elasticache_replication_group]
#   remediation: |-
#     Set `automatic_failover_enabled = true` and `multi_az_enabled = true` with
#     `num_cache_clusters` of at least 2. It applies in place.
#   aliases: [CKV2_AWS_50]
#   references: ["https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html"]
package provost.aws.elasticache.failover_automatic

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.automatic_failover_enabled)
	finding := {"message": "a failed primary is not replaced by itself", "path": ["automatic_failover_enabled"]}
}
