# METADATA
# title: SQS queue is encrypted
# description: >-
#   Looks for a `kms_master_key_id` or `sqs_managed_sse_enabled = true`. AWS encrypts new queues
#   with its own keys where nothing is said, and queues from before 2022 are not encrypted; a
#   declaration makes sure, and shows it to an auditor.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_sqs_queue]
#   remediation: |-
#     Set `sqs_managed_sse_enabled = true`, or `kms_master_key_id` to your own key. It applies in
#     place, to new messages.
#   aliases: [CKV_AWS_27, AVD-AWS-0096]
#   references: ["https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html"]
package provost.aws.sqs.encrypted

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not encrypted
	finding := {"message": "the queue declares no encryption", "path": ["kms_master_key_id"]}
}

encrypted if values.present(input.resource.attributes.kms_master_key_id)

encrypted if values.is_true(input.resource.attributes.sqs_managed_sse_enabled)
