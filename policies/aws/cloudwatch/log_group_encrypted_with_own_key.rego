# METADATA
# title: CloudWatch log group uses a customer-managed key
# description: >-
#   Looks at `kms_key_id` of a log group. Log groups are always encrypted; with a key of your own,
#   use of the key is logged and can be withdrawn. The provider's default is a key that AWS owns.
# custom:
#   severity: low
#   category: customer-managed keys
#   resources: [aws_cloudwatch_log_group]
#   remediation: |-
#     Set `kms_key_id` to the ARN of a key whose policy admits `logs.<region>.amazonaws.com`. It
#     applies in place, to new events.
#   aliases: [CKV_AWS_158, AVD-AWS-0017]
#   references: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html"]
package provost.aws.cloudwatch.log_group_encrypted_with_own_key

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.present(input.resource.attributes.kms_key_id)
	finding := {"message": "events are not encrypted with a customer-managed key", "path": ["kms_key_id"]}
}
