# METADATA
# title: Secrets Manager secret uses a customer-managed key
# description: >-
#   Looks at `kms_key_id`. With a key of your own you decide who may decrypt, see each use in
#   CloudTrail and can take the data away by disabling the key; the key that AWS keeps allows
#   none of it.
# custom:
#   severity: low
#   category: customer-managed keys
#   resources: [aws_secretsmanager_secret]
#   params: {}
#   remediation: |-
#     Set `kms_key_id` to the ARN of a KMS key whose policy names who may use it.
#   aliases: [CKV_AWS_149, AVD-AWS-0098]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/secretsmanager_secret
package provost.aws.secretsmanager.encrypted_with_own_key

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.present(input.resource.attributes.kms_key_id)
	finding := {"message": "data is not encrypted with a key of your own", "path": ["kms_key_id"]}
}
