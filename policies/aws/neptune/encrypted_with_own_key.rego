# METADATA
# title: Neptune uses a customer-managed key
# description: >-
#   Looks at `kms_key_arn` of a Neptune cluster. With a key of your own, use of the key is logged
#   and it can be withdrawn. The provider's default is the key that AWS manages.
# custom:
#   severity: high
#   category: customer-managed keys
#   resources: [aws_neptune_cluster]
#   remediation: |-
#     Set `kms_key_arn` to a key of your own together with `storage_encrypted = true`. The cluster
#     is replaced.
#   aliases: [CKV_AWS_347, AVD-AWS-0128]
#   references: ["https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html"]
package provost.aws.neptune.encrypted_with_own_key

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.present(input.resource.attributes.kms_key_arn)
	finding := {"message": "the cluster is not encrypted with a customer-managed key", "path": ["kms_key_arn"]}
}
