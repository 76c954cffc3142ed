# METADATA
# title: HTTP API route defines an authorizer
# description: >-
#   Looks at `authorization_type` of a route, `NONE` by default: everybody may call it.
# custom:
#   severity: medium
#   category: authentication
#   resources: [aws_apigatewayv2_route]
#   params: {}
#   remediation: |-
#     Set `authorization_type` to `JWT`, `AWS_IAM` or `CUSTOM`, the last with an
#     `authorizer_id`.
#   aliases: [CKV_AWS_309]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_route
package provost.aws.apigateway.route_authorized

import rego.v1

deny contains finding if {
	not fine
	finding := {"message": "everybody may call the route", "path": ["authorization_type"]}
}

fine if input.resource.attributes.authorization_type in {"AWS_IAM", "CUSTOM", "JWT"}
