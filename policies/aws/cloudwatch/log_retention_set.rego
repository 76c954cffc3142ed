# METADATA
# title: CloudWatch log group sets a retention
# description: >-
#   Looks at `retention_in_days`. Where it is absent the group keeps its events for ever without
#   anybody having decided so: personal data in them outlives its purpose, and the bill grows. Who
#   wants that writes 0.
# custom:
#   severity: low
#   category: retention of records
#   resources: [aws_cloudwatch_log_group]
#   remediation: |-
#     Set `retention_in_days` to the period that your retention rules ask for; older events are
#     deleted within days.
#   aliases: [CKV_AWS_66]
#   references: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html"]
package provost.aws.cloudwatch.log_retention_set

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.present(input.resource.attributes.retention_in_days)
	finding := {"message": "no retention is set", "path": ["retention_in_days"]}
}
