# METADATA
# title: Lambda environment uses a customer-managed key
# description: >-
#   Looks at `kms_key_arn`. Only functions with variables are judged. With a key of your own you
#   decide who may decrypt, see each use in CloudTrail and can take the data away by disabling
#   the key; the key that AWS keeps allows none of it.
# custom:
#   severity: low
#   category: customer-managed keys
#   resources: [aws_lambda_function]
#   params: {}
#   remediation: |-
#     Set `kms_key_arn` to the ARN of a KMS key whose policy names who may use it.
#   aliases: [CKV_AWS_173]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function
package provost.aws.lambda.environment_encrypted_with_own_key

import rego.v1

import data.provost.lib.values

applicable if count(input.resource.attributes.environment[_].variables) > 0

deny contains finding if {
	applicable
	not values.present(input.resource.attributes.kms_key_arn)
	finding := {"message": "data is not encrypted with a key of your own", "path": ["kms_key_arn"]}
}
