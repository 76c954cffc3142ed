# METADATA
# title: IAM policy document does not use a wildcard action
# description: >-
#   Looks for statements of an `aws_iam_policy_document` that allow the action `*`, on whatever
#   resource; a statement without `effect` allows. It includes actions that AWS has yet to invent.
# custom:
#   severity: high
#   category: least privilege
#   resources: [data.aws_iam_policy_document]
#   remediation: |-
#     List the actions that are used; a wildcard inside one service (`s3:Get*`) is not at fault
#     here.
#   aliases: [CKV_AWS_49]
#   references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege"]
package provost.aws.iam.document_without_wildcard_action

import rego.v1

import data.provost.lib.iam
import data.provost.lib.values

deny contains finding if {
	block := input.resource.attributes.statement[i]
	iam.block_allows(block)
	iam.every_action(values.as_list(block.actions))
	finding := {"message": "a statement allows every action", "path": ["statement", i, "actions"]}
}
