# METADATA
# title: API Gateway stage writes access logs
# description: >-
#   Looks for `access_log_settings` of a stage. Without them nobody can tell who called what. The
#   provider's default writes none.
# custom:
#   severity: medium
#   category: logging and monitoring
#   resources: [aws_api_gateway_stage, aws_apigatewayv2_stage]
#   remediation: |-
#     Add `access_log_settings` with the ARN of a log group as `destination_arn` and a `format`; the
#     account needs a role for it (`aws_api_gateway_account`).
#   aliases: [CKV_AWS_76, AVD-AWS-0001]
#   references: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html"]
package provost.aws.apigateway.access_logged

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not logged
	finding := {"message": "access logs are not written", "path": ["access_log_settings"]}
}

logged if values.present(input.resource.attributes.access_log_settings[_].destination_arn)
