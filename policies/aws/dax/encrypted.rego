# METADATA
# title: DAX cluster is encrypted
# description: >-
#   Looks for `server_side_encryption` with `enabled = true`. The cache holds what DynamoDB holds;
#   the provider's default is off, and it can be chosen only when the cluster is created.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_dax_cluster]
#   remediation: |-
#     Add `server_side_encryption { enabled = true }`. The cluster is replaced.
#   aliases: [CKV_AWS_47, AVD-AWS-0023]
#   references: ["https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html"]
package provost.aws.dax.encrypted

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not enabled
	finding := {"message": "the cache is not encrypted", "path": ["server_side_encryption", 0, "enabled"]}
}

enabled if values.is_true(input.resource.attributes.server_side_encryption[_].enabled)
