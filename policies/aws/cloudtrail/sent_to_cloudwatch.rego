# METADATA
# title: CloudTrail sends events to CloudWatch Logs
# description: >-
#   Looks at `cloud_watch_logs_group_arn` of a trail. Only events that reach CloudWatch Logs can
#   raise an alarm within minutes. The provider's default sends none.
# custom:
#   severity: low
#   category: logging and monitoring
#   resources: [aws_cloudtrail]
#   remediation: |-
#     Set `cloud_watch_logs_group_arn` to the ARN of a log group with `:*` at its end, and
#     `cloud_watch_logs_role_arn` to a role that may write to it.
#   aliases: [CKV2_AWS_10, AVD-AWS-0162]
#   references: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html"]
package provost.aws.cloudtrail.sent_to_cloudwatch

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.present(input.resource.attributes.cloud_watch_logs_group_arn)
	finding := {"message": "events are not sent to CloudWatch Logs", "path": ["cloud_watch_logs_group_arn"]}
}
