# METADATA
# title: DynamoDB table uses a customer-managed key
# description: >-
#   Looks for a `server_side_encryption` block that is enabled and names a `kms_key_arn`. Tables are
#   always encrypted; with a key of your own, use of the key is logged and can be withdrawn. The
#   provider's default is a key that AWS owns.
# custom:
#   severity: low
#   category: customer-managed keys
#   resources: [aws_dynamodb_table]
#   remediation: |-
#     Add `server_side_encryption` with `enabled = true` and `kms_key_arn`. It applies in place;
#     whoever uses the table needs permission for the key.
#   aliases: [CKV_AWS_119, AVD-AWS-0025]
#   references: ["https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html"]
package provost.aws.dynamodb.encrypted_with_own_key

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not own_key
	finding := {"message": "the table is not encrypted with a customer-managed key", "path": ["server_side_encryption", 0, "kms_key_arn"]}
}

own_key if {
	encryption := input.resource.attributes.server_side_encryption[_]
	values.is_true(encryption.enabled)
	values.present(encryption.kms_key_arn)
}
