# METADATA
# title: SSM SecureString uses a customer-managed key
# description: >-
#   Looks at `key_id` of `SecureString` parameters: without it the key that AWS keeps is taken,
#   which everybody of the account who may read parameters may use.
# custom:
#   severity: low
#   category: customer-managed keys
#   resources: [aws_ssm_parameter]
#   params: {}
#   remediation: |-
#     Set `key_id` to a KMS key whose policy names who may read the parameter.
#   aliases: [CKV_AWS_337]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ssm_parameter
package provost.aws.ssm.parameter_encrypted_with_own_key

import rego.v1

import data.provost.lib.values

applicable if input.resource.attributes.type == "SecureString"

deny contains finding if {
	applicable
	not values.present(input.resource.attributes.key_id)
	finding := {"message": "the parameter is not encrypted with a key of your own", "path": ["key_id"]}
}
