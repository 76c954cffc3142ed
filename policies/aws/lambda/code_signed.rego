# METADATA
# title: Lambda verifies the signature of its code
# description: >-
#   Looks at `code_signing_config_arn`. With it Lambda refuses packages that a trusted publisher
#   has not signed, whoever may upload them. Container images are not signed this way and are
#   not judged.
# custom:
#   severity: low
#   category: supply chain integrity
#   resources: [aws_lambda_function]
#   params: {}
#   remediation: |-
#     Add `aws_lambda_code_signing_config` with your signing profile and name it here.
#   aliases: [CKV_AWS_272]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function
package provost.aws.lambda.code_signed

import rego.v1

import data.provost.lib.values

applicable if not input.resource.attributes.package_type == "Image"

deny contains finding if {
	applicable
	not values.present(input.resource.attributes.code_signing_config_arn)
	finding := {"message": "the signature of the code is not verified", "path": ["code_signing_config_arn"]}
}
