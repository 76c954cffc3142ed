# METADATA
# title: MQ broker is not public
# description: >-
#   Looks at `publicly_accessible` of a broker. Where it is on, the broker and its console answer on
#   the internet. The provider's default is off.
# custom:
#   severity: high
#   category: public exposure
#   resources: [aws_mq_broker]
#   remediation: |-
#     Remove `publicly_accessible` or set it to `false`, and reach the broker from inside the VPC.
#     The broker is replaced.
#   aliases: [CKV_AWS_69, AVD-AWS-0072]
#   references: ["https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/using-amazon-mq-securely.html"]
package provost.aws.mq.not_publicly_accessible

import rego.v1

import data.provost.lib.values

deny contains finding if {
	values.is_true(input.resource.attributes.publicly_accessible)
	finding := {"message": "the broker has public endpoints", "path": ["publicly_accessible"]}
}
