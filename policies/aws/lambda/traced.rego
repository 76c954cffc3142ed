# METADATA
# title: Lambda traces with X-Ray
# description: >-
#   Looks for `tracing_config` with `mode = "Active"`. By default (`PassThrough`) a request is
#   traced only where its caller sampled it, so that errors of most calls leave no trace.
# custom:
#   severity: low
#   category: logging and monitoring
#   resources: [aws_lambda_function]
#   params: {}
#   remediation: |-
#     Add `tracing_config { mode = "Active" }` and the managed policy AWSXRayDaemonWriteAccess
#     to the role.
#   aliases: [CKV_AWS_50, AVD-AWS-0066]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function
package provost.aws.lambda.traced

import rego.v1

deny contains finding if {
	not active
	finding := {"message": "calls are not traced", "path": ["tracing_config", 0, "mode"]}
}

active if input.resource.attributes.tracing_config[_].mode == "Active"
