# METADATA
# title: Transfer server endpoint is not public
# description: >-
#   Looks at `endpoint_type`, `PUBLIC` by default: the server takes logins from the whole
#   Internet.
# custom:
#   severity: high
#   category: public exposure
#   resources: [aws_transfer_server]
#   params: {}
#   remediation: |-
#     Set `endpoint_type = "VPC"` with `endpoint_details`; addresses are limited by its
#     security groups.
#   aliases: [CKV_AWS_164]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/transfer_server
package provost.aws.transfer.endpoint_private

import rego.v1

deny contains finding if {
	not fine
	finding := {"message": "the server has a public endpoint", "path": ["endpoint_type"]}
}

fine if input.resource.attributes.endpoint_type in {"VPC", "VPC_ENDPOINT"}
