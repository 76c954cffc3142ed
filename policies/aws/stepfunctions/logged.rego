# METADATA
# title: State machine logs executions
# description: >-
#   Looks at `logging_configuration.level`, `OFF` by default: failures of express executions are
#   then gone.
# custom:
#   severity: low
#   category: logging and monitoring
#   resources: [aws_sfn_state_machine]
#   params: {}
#   remediation: |-
#     Add `logging_configuration` with `level = "ERROR"` or `ALL` and a log group.
#   aliases: [CKV_AWS_285]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sfn_state_machine
package provost.aws.stepfunctions.logged

import rego.v1

deny contains finding if {
	not fine
	finding := {"message": "executions are not logged", "path": ["logging_configuration", 0, "level"]}
}

fine if input.resource.attributes.logging_configuration[_].level in {"ALL", "ERROR", "FATAL"}
