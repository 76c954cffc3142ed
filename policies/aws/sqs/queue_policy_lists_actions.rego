# METADATA
# title: SQS queue policy lists its actions
# description: >-
#   Looks for statements of queue policies, in the queue or beside it, that allow `*` or
#   `sqs:*`: whoever may send may then delete the queue or rewrite its policy.
# custom:
#   severity: high
#   category: least privilege
#   resources: [aws_sqs_queue_policy, aws_sqs_queue]
#   params: {}
#   remediation: |-
#     List the actions that are used, such as `sqs:SendMessage`.
#   aliases: [CKV_AWS_72, AVD-AWS-0097]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sqs_queue_policy
package provost.aws.sqs.queue_policy_lists_actions

import rego.v1

import data.provost.lib.iam

deny contains finding if {
	some statement in iam.statements(input.resource.attributes.policy)
	iam.allows(statement)
	some action in iam.actions(statement)
	lower(action) in {"*", "*:*", "sqs:*"}
	finding := {"message": "the queue policy allows every action", "path": ["policy"]}
}
