# METADATA
# title: SQS queue policy is not public
# description: >-
#   Looks at queue policies, in the queue or beside it, for statements that allow every principal
#   (`*`) without a condition that narrows them. Everybody could send, read or delete messages.
# custom:
#   severity: high
#   category: public exposure
#   resources: [aws_sqs_queue_policy, aws_sqs_queue]
#   remediation: |-
#     Name the accounts or services under `Principal`; for a topic or bucket that sends, keep the
#     service and add a condition on `aws:SourceArn`.
#   aliases: [CKV_AWS_168]
#   references: ["https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-overview-of-managing-access.html"]
package provost.aws.sqs.queue_policy_names_principals

import rego.v1

import data.provost.lib.iam

deny contains finding if {
	some statement in iam.statements(input.resource.attributes.policy)
	iam.allows(statement)
	iam.any_principal(statement)
	not iam.narrowed(statement)
	finding := {"message": "the queue policy allows any principal", "path": ["policy"]}
}

# A policy that is written as a data source.
deny contains finding if {
	block := input.related["data.aws_iam_policy_document"][_].attributes.statement[_]
	iam.block_allows(block)
	iam.block_any_principal(block)
	not iam.block_narrowed(block)
	finding := {"message": "the queue policy allows any principal", "path": ["policy"]}
}
