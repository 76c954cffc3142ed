# METADATA
# title: ECR repository policy is not public
# description: >-
#   Looks at repository policies for statements that allow every principal (`*`) without a condition
#   that narrows them. Everybody could pull the images, or push others.
# custom:
#   severity: high
#   category: public exposure
#   resources: [aws_ecr_repository_policy]
#   remediation: |-
#     Name the accounts or roles that pull under `Principal`, or add a condition on
#     `aws:PrincipalOrgID`.
#   aliases: [CKV_AWS_32, AVD-AWS-0032]
#   references: ["https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html"]
package provost.aws.ecr.repository_policy_names_principals

import rego.v1

import data.provost.lib.iam

deny contains finding if {
	some statement in iam.statements(input.resource.attributes.policy)
	iam.allows(statement)
	iam.any_principal(statement)
	not iam.narrowed(statement)
	finding := {"message": "the repository policy allows any principal", "path": ["policy"]}
}

# A policy that is written as a data source.
deny contains finding if {
	block := input.related["data.aws_iam_policy_document"][_].attributes.statement[_]
	iam.block_allows(block)
	iam.block_any_principal(block)
	not iam.block_narrowed(block)
	finding := {"message": "the repository policy allows any principal", "path": ["policy"]}
}
