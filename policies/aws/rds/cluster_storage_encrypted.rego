# METADATA
# title: RDS cluster storage is encrypted
# description: >-
#   Looks at `storage_encrypted` of an Aurora or Multi-AZ database cluster. The provider's default
#   is off for provisioned clusters and on for `engine_mode = "serverless"`. All instances,
#   snapshots and backups of the cluster share the setting.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_rds_cluster]
#   remediation: |-
#     Set `storage_encrypted = true`, and `kms_key_id` where your own key is wanted.
#
#     The cluster is replaced by this change; to keep the data, restore a snapshot into a cluster
#     with encryption.
#   aliases: [CKV_AWS_96, AVD-AWS-0079]
#   references: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html"]
package provost.aws.rds.cluster_storage_encrypted

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.storage_encrypted)
	not encrypted_by_default
	finding := {"message": "cluster storage is not encrypted", "path": ["storage_encrypted"]}
}

# Serverless v1 is always encrypted.
encrypted_by_default if {
	input.resource.attributes.engine_mode == "serverless"
	not values.is_false(input.resource.attributes.storage_encrypted)
}
