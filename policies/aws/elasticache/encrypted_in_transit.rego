# METADATA
# title: ElastiCache replication group encrypts traffic
# description: >-
#   Looks at `transit_encryption_enabled`. Without it sessions, cached records and the auth token
#   travel through the network in clear. The provider's default is off.
# custom:
#   severity: high
#   category: encryption in transit
#   resources: [aws_elasticache_replication_group]
#   remediation: |-
#     Set `transit_encryption_enabled = true`. From engine version 7.0.5 it can be switched on in
#     place in two steps, with `transit_encryption_mode = "preferred"` first; older groups are
#     replaced. Clients must speak TLS.
#   aliases: [CKV_AWS_30, AVD-AWS-0051]
#   references: ["https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html"]
package provost.aws.elasticache.encrypted_in_transit

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.transit_encryption_enabled)
	finding := {"message": "traffic is not encrypted", "path": ["transit_encryption_enabled"]}
}
