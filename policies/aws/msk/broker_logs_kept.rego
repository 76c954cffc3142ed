# METADATA
# title: MSK broker logs are kept
# description: >-
#   Looks for one target of broker logs that is on: CloudWatch, Firehose or S3. None is on by
#   default, and failed logins and errors of brokers are then gone.
# custom:
#   severity: medium
#   category: logging and monitoring
#   resources: [aws_msk_cluster]
#   params: {}
#   remediation: |-
#     Send the logs somewhere:
#
#       logging_info {
#         broker_logs {
#           cloudwatch_logs {
#             enabled   = true
#             log_group = aws_cloudwatch_log_group.msk.name
#           }
#         }
#       }
#   aliases: [CKV_AWS_80, AVD-AWS-0074]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/msk_cluster
package provost.aws.msk.broker_logs_kept

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not kept
	finding := {"message": "broker logs are not kept", "path": ["logging_info"]}
}

kept if {
	some target in ["cloudwatch_logs", "firehose", "s3"]
	values.is_true(input.resource.attributes.logging_info[_].broker_logs[_][target][_].enabled)
}
