# METADATA
# title: Neptune is encrypted
# description: >-
#   Looks at `storage_encrypted` of a Neptune cluster. The provider's default is off, and it can be
#   chosen only when the cluster is created.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_neptune_cluster]
#   remediation: |-
#     Set `storage_encrypted = true` (and `kms_key_arn` for your own key). The cluster is replaced;
#     restore a snapshot into it to keep the data.
#   aliases: [CKV_AWS_44, AVD-AWS-0076]
#   references: ["https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html"]
package provost.aws.neptune.storage_encrypted

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.storage_encrypted)
	finding := {"message": "the cluster is not encrypted", "path": ["storage_encrypted"]}
}
