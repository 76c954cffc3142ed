# METADATA
# title: KMS key policy names no wildcard principal
# description: >-
#   Looks at key policies for statements that allow every principal (`*`) without a condition that
#   narrows them. Everybody could use the key, as far as its other policies let them.
# custom:
#   severity: high
#   category: public exposure
#   resources: [aws_kms_key]
#   remediation: |-
#     Name the account's root and the roles that use the key under `Principal`; for a service add a
#     condition on `kms:ViaService` together with `aws:SourceAccount`.
#   aliases: [CKV_AWS_33]
#   references: ["https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html"]
package provost.aws.kms.key_policy_names_principals

import rego.v1

import data.provost.lib.iam

deny contains finding if {
	some statement in iam.statements(input.resource.attributes.policy)
	iam.allows(statement)
	iam.any_principal(statement)
	not iam.narrowed(statement)
	finding := {"message": "the key policy allows any principal", "path": ["policy"]}
}

# A policy that is written as a data source.
deny contains finding if {
	block := input.related["data.aws_iam_policy_document"][_].attributes.statement[_]
	iam.block_allows(block)
	iam.block_any_principal(block)
	not iam.block_narrowed(block)
	finding := {"message": "the key policy allows any principal", "path": ["policy"]}
}
