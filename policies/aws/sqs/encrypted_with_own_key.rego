# METADATA
# title: SQS queue uses a customer-managed key
# description: >-
#   Looks at `kms_master_key_id`: a key of your own rather than the one that AWS keeps
#   (`alias/aws/sqs`) or the encryption by SQS. You then decide who may decrypt, and see it in
#   CloudTrail.
# custom:
#   severity: low
#   category: customer-managed keys
#   resources: [aws_sqs_queue]
#   params: {}
#   remediation: |-
#     Set `kms_master_key_id` to a key of yours whose policy lets the senders in.
#   aliases: [CKV2_AWS_73, AVD-AWS-0135]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sqs_queue
package provost.aws.sqs.encrypted_with_own_key

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not own
	finding := {"message": "messages are not encrypted with a key of your own", "path": ["kms_master_key_id"]}
}

own if {
	key := input.resource.attributes.kms_master_key_id
	values.present(key)
	not contains(key, "alias/aws/")
}

own if input.related.aws_kms_key

own if input.related.aws_kms_alias
