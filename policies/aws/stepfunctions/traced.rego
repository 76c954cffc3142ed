# METADATA
# title: State machine traces with X-Ray
# description: >-
#   Looks at `tracing_configuration.enabled`, off by default.
# custom:
#   severity: low
#   category: logging and monitoring
#   resources: [aws_sfn_state_machine]
#   params: {}
#   remediation: |-
#     Add `tracing_configuration { enabled = true }`.
#   aliases: [CKV_AWS_284]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sfn_state_machine
package provost.aws.stepfunctions.traced

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not given
	finding := {"message": "executions are not traced", "path": ["tracing_configuration", 0, "enabled"]}
}

given if values.is_true(input.resource.attributes.tracing_configuration[_].enabled)
