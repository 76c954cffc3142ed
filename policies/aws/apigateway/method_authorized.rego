# METADATA
# title: API Gateway method requires authorization
# description: >-
#   Looks for methods with `authorization = "NONE"` that ask for no API key either. `OPTIONS`,
#   which browsers send without credentials, is not judged.
# custom:
#   severity: low
#   category: authentication
#   resources: [aws_api_gateway_method]
#   params: {}
#   remediation: |-
#     Set `authorization` to `AWS_IAM`, `CUSTOM` or `COGNITO_USER_POOLS`, the latter two with
#     an `authorizer_id`.
#   aliases: [CKV_AWS_59, AVD-AWS-0004]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_method
package provost.aws.apigateway.method_authorized

import rego.v1

import data.provost.lib.values

applicable if not input.resource.attributes.http_method == "OPTIONS"

deny contains finding if {
	applicable
	input.resource.attributes.authorization == "NONE"
	not values.is_true(input.resource.attributes.api_key_required)
	finding := {"message": "everybody may call the method", "path": ["authorization"]}
}
