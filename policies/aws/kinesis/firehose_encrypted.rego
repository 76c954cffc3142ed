# METADATA
# title: Firehose stream is encrypted
# description: >-
#   Looks at `server_side_encryption`, off by default. A stream that reads from Kinesis takes
#   the encryption of its source and is not judged.
# custom:
#   severity: medium
#   category: encryption at rest
#   resources: [aws_kinesis_firehose_delivery_stream]
#   params: {}
#   remediation: |-
#     Add `server_side_encryption { enabled = true }`.
#   aliases: [CKV_AWS_240]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kinesis_firehose_delivery_stream
package provost.aws.kinesis.firehose_encrypted

import rego.v1

import data.provost.lib.values

applicable if not input.resource.attributes.kinesis_source_configuration

deny contains finding if {
	applicable
	not encrypted
	finding := {"message": "records are not encrypted at rest", "path": ["server_side_encryption", 0, "enabled"]}
}

encrypted if values.is_true(input.resource.attributes.server_side_encryption[_].enabled)
