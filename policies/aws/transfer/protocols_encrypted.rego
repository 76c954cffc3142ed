# METADATA
# title: Transfer server speaks only encrypted protocols
# description: >-
#   Looks for `FTP` among `protocols`, `SFTP` by default: FTP sends names, passwords and files
#   in the clear.
# custom:
#   severity: medium
#   category: encryption in transit
#   resources: [aws_transfer_server]
#   params: {}
#   remediation: |-
#     Remove `FTP`; `FTPS` takes a certificate.
#   aliases: [CKV_AWS_357]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/transfer_server
package provost.aws.transfer.protocols_encrypted

import rego.v1

deny contains finding if {
	some index, protocol in input.resource.attributes.protocols
	upper(protocol) == "FTP"
	finding := {"message": "the server speaks plain FTP", "path": ["protocols", index]}
}
