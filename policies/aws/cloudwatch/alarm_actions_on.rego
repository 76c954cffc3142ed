# METADATA
# title: CloudWatch alarm actions are on
# description: >-
#   Looks at `actions_enabled`, `true` by default: switched off, an alarm changes its state and
#   nobody hears of it.
# custom:
#   severity: low
#   category: logging and monitoring
#   resources: [aws_cloudwatch_metric_alarm]
#   params: {}
#   remediation: |-
#     Remove `actions_enabled = false`.
#   aliases: [CKV_AWS_319]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_metric_alarm
package provost.aws.cloudwatch.alarm_actions_on

import rego.v1

import data.provost.lib.values

deny contains finding if {
	values.is_false(input.resource.attributes.actions_enabled)
	finding := {"message": "the alarm tells nobody", "path": ["actions_enabled"]}
}
