# METADATA
# title: ElastiCache replication group is encrypted at rest
# description: >-
#   Looks at `at_rest_encryption_enabled`. It covers the disk during sync and backup and the backups
#   themselves. The provider's default is off, and on for the engine `valkey`.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_elasticache_replication_group]
#   remediation: |-
#     Set `at_rest_encryption_enabled = true` (and `kms_key_id` for your own key). The group is
#     replaced: restore it from a backup to keep the data.
#   aliases: [CKV_AWS_29, AVD-AWS-0045]
#   references: ["https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html"]
package provost.aws.elasticache.encrypted_at_rest

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.at_rest_encryption_enabled)
	not encrypted_by_default
	finding := {"message": "data at rest is not encrypted", "path": ["at_rest_encryption_enabled"]}
}

encrypted_by_default if {
	input.resource.attributes.engine == "valkey"
	not values.is_false(input.resource.attributes.at_rest_encryption_enabled)
}
