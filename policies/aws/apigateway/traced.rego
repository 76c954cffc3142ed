# METADATA
# title: API Gateway traces with X-Ray
# description: >-
#   Looks at `xray_tracing_enabled` of a stage. Traces show where a slow or failing request went.
#   The provider's default is off.
# custom:
#   severity: low
#   category: logging and monitoring
#   resources: [aws_api_gateway_stage]
#   remediation: |-
#     Set `xray_tracing_enabled = true`. It applies in place.
#   aliases: [CKV_AWS_73, AVD-AWS-0003]
#   references: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-xray.html"]
package provost.aws.apigateway.traced

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.xray_tracing_enabled)
	finding := {"message": "requests are not traced", "path": ["xray_tracing_enabled"]}
}
