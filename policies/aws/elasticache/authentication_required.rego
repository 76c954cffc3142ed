# METADATA
# title: ElastiCache replication group needs an auth token
# description: >-
#   Looks for TLS together with an `auth_token` or a list of `user_group_ids`. Without either,
#   whoever reaches the port reads and writes the cache; a token without TLS is refused by AWS. The
#   provider's default is neither.
# custom:
#   severity: high
#   category: authentication
#   resources: [aws_elasticache_replication_group]
#   remediation: |-
#     Set `transit_encryption_enabled = true` and `auth_token` to a value from a secret manager, or
#     better create an `aws_elasticache_user_group` and name it in `user_group_ids`.
#   aliases: [CKV_AWS_31]
#   references: ["https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html"]
package provost.aws.elasticache.authentication_required

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not authenticated
	finding := {"message": "clients need no authentication", "path": ["auth_token"]}
}

deny contains finding if {
	authenticated
	not values.is_true(input.resource.attributes.transit_encryption_enabled)
	finding := {"message": "authentication takes TLS, which is off", "path": ["transit_encryption_enabled"]}
}

authenticated if values.present(input.resource.attributes.auth_token)

authenticated if values.present(input.resource.attributes.user_group_ids[_])
