# METADATA
# title: SNS topic is encrypted
# description: >-
#   Looks at `kms_master_key_id` of a topic. Without a key messages are stored unencrypted until
#   they are delivered. The provider's default is none.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_sns_topic]
#   remediation: |-
#     Set `kms_master_key_id` to a key, or to `alias/aws/sns`. AWS services that publish to the
#     topic (CloudWatch, S3) need a key of your own whose policy admits them.
#   aliases: [CKV_AWS_26, AVD-AWS-0095]
#   references: ["https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html"]
package provost.aws.sns.encrypted

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.present(input.resource.attributes.kms_master_key_id)
	finding := {"message": "messages are stored unencrypted", "path": ["kms_master_key_id"]}
}
