# METADATA
# title: SNS topic policy is not public
# description: >-
#   Looks at topic policies for statements that allow every principal (`*`) without a condition that
#   narrows them. Everybody could publish or subscribe.
# custom:
#   severity: high
#   category: public exposure
#   resources: [aws_sns_topic_policy]
#   remediation: |-
#     Name the accounts or services under `Principal`, or add a condition on `aws:SourceArn` or
#     `aws:SourceAccount`.
#   aliases: [CKV_AWS_169]
#   references: ["https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html"]
package provost.aws.sns.topic_policy_names_principals

import rego.v1

import data.provost.lib.iam

deny contains finding if {
	some statement in iam.statements(input.resource.attributes.policy)
	iam.allows(statement)
	iam.any_principal(statement)
	not iam.narrowed(statement)
	finding := {"message": "the topic policy allows any principal", "path": ["policy"]}
}

# A policy that is written as a data source.
deny contains finding if {
	block := input.related["data.aws_iam_policy_document"][_].attributes.statement[_]
	iam.block_allows(block)
	iam.block_any_principal(block)
	not iam.block_narrowed(block)
	finding := {"message": "the topic policy allows any principal", "path": ["policy"]}
}
