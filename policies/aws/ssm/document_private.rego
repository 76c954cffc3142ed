# METADATA
# title: SSM document is not public
# description: >-
#   Looks at `permissions`: `account_ids = "All"` shares the document, with whatever it tells of
#   your machines, with every AWS account.
# custom:
#   severity: high
#   category: public exposure
#   resources: [aws_ssm_document]
#   params: {}
#   remediation: |-
#     Name the accounts that it is shared with, or remove `permissions`.
#   aliases: [CKV_AWS_303]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ssm_document
package provost.aws.ssm.document_private

import rego.v1

import data.provost.lib.values

deny contains finding if {
	some permission in values.as_list(input.resource.attributes.permissions)
	permission.account_ids
	some account in values.as_list(permission.account_ids)
	lower(account) == "all"
	finding := {"message": "every AWS account may use the document", "path": ["permissions"]}
}
