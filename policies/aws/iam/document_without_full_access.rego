# METADATA
# title: "IAM policy document does not grant full admin (* on *)"
# description: >-
#   Looks for statements of an `aws_iam_policy_document` that allow `*` on `*`; a statement without
#   `effect` allows. Whoever holds such a policy, or code that runs with it, owns the account.
# custom:
#   severity: critical
#   category: least privilege
#   resources: [data.aws_iam_policy_document]
#   remediation: |-
#     List the actions that are used, as IAM Access Analyzer or the service's last-accessed data
#     tell, and the ARNs they are used on. For administration attach `AdministratorAccess` to a role
#     that people assume for a while.
#   aliases: [CKV_AWS_1]
#   references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege"]
package provost.aws.iam.document_without_full_access

import rego.v1

import data.provost.lib.iam
import data.provost.lib.values

deny contains finding if {
	block := input.resource.attributes.statement[i]
	iam.block_allows(block)
	iam.every_action(values.as_list(block.actions))
	"*" in values.as_list(block.resources)
	finding := {"message": "a statement allows every action on every resource", "path": ["statement", i, "actions"]}
}
