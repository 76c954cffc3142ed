# METADATA
# title: Kinesis stream is encrypted
# description: >-
#   Looks at `encryption_type` of a stream. The provider's default is `NONE`: records are stored as
#   producers send them.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_kinesis_stream]
#   remediation: |-
#     Set `encryption_type = "KMS"` and `kms_key_id` to `alias/aws/kinesis` or your own key. It
#     applies in place, to new records.
#   aliases: [CKV_AWS_43, AVD-AWS-0064]
#   references: ["https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html"]
package provost.aws.kinesis.encrypted

import rego.v1

deny contains finding if {
	not input.resource.attributes.encryption_type == "KMS"
	finding := {"message": "records are not encrypted", "path": ["encryption_type"]}
}
