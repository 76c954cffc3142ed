# METADATA
# title: RDS cluster uses a customer-managed KMS key
# description: >-
#   Looks at `kms_key_id` of a cluster. With a key of your own, use of the key is logged, it can be
#   withdrawn, and snapshots can be shared with other accounts. The provider's default is the key
#   that AWS manages.
# custom:
#   severity: low
#   category: customer-managed keys
#   resources: [aws_rds_cluster]
#   remediation: |-
#     Set `kms_key_id` to the ARN of a key of your own together with `storage_encrypted = true`. The
#     cluster is replaced.
#   aliases: [CKV_AWS_327]
#   references: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html"]
package provost.aws.rds.cluster_encrypted_with_own_key

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.present(input.resource.attributes.kms_key_id)
	finding := {"message": "the cluster is not encrypted with a customer-managed key", "path": ["kms_key_id"]}
}
