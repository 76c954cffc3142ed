# METADATA
# title: CloudTrail logs are encrypted with a customer-managed key
# description: >-
#   Looks at `kms_key_id` of a trail. With a key of your own, reading the audit log takes permission
#   for the key as well as for the bucket. Without one the bucket's default encryption applies.
# custom:
#   severity: high
#   category: customer-managed keys
#   resources: [aws_cloudtrail]
#   remediation: |-
#     Set `kms_key_id` to the ARN of a KMS key whose policy lets `cloudtrail.amazonaws.com` encrypt.
#     It applies in place, to new log files.
#   aliases: [CKV_AWS_35, AVD-AWS-0015]
#   references: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html"]
package provost.aws.cloudtrail.encrypted_with_own_key

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.present(input.resource.attributes.kms_key_id)
	finding := {"message": "log files are not encrypted with a customer-managed key", "path": ["kms_key_id"]}
}
