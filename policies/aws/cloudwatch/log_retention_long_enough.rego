# METADATA
# title: CloudWatch log group keeps logs for a year
# description: >-
#   Looks at `retention_in_days`. Intrusions are found months after they began, and auditors ask for
#   a year of logs. A value of 0 keeps events for ever; an absent one is not a decision and does not
#   pass.
# custom:
#   severity: low
#   category: retention of records
#   resources: [aws_cloudwatch_log_group]
#   params: {"min_days": 365}
#   remediation: |-
#     Set `retention_in_days` to at least the required number of days; CloudWatch accepts 365, 400,
#     545, 731 and more.
#   aliases: [CKV_AWS_338]
#   references: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html"]
package provost.aws.cloudwatch.log_retention_long_enough

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.present(input.resource.attributes.retention_in_days)
	finding := {"message": "no retention is set", "path": ["retention_in_days"]}
}

deny contains finding if {
	days := values.number(input.resource.attributes.retention_in_days)
	days != 0
	days < input.params.min_days
	finding := {
		"message": sprintf("logs are kept for %v days, fewer than %v", [days, input.params.min_days]),
		"path": ["retention_in_days"],
	}
}
