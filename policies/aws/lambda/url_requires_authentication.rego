# METADATA
# title: Lambda function URL requires authentication
# description: >-
#   Looks at `authorization_type`: with `NONE` everybody on the Internet calls the function, and
#   its owner pays.
# custom:
#   severity: high
#   category: authentication
#   resources: [aws_lambda_function_url]
#   params: {}
#   remediation: |-
#     Set `authorization_type = "AWS_IAM"`, or put an API Gateway or CloudFront with an
#     authorizer before the function.
#   aliases: [CKV_AWS_258]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function_url
package provost.aws.lambda.url_requires_authentication

import rego.v1

deny contains finding if {
	input.resource.attributes.authorization_type == "NONE"
	finding := {"message": "everybody may call the function", "path": ["authorization_type"]}
}
