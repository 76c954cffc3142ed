# METADATA
# title: S3 bucket encrypts objects with a customer-managed KMS key
# description: >-
#   Looks at the key of the default encryption of a bucket. A key of your own has its own policy,
#   rotation and deletion, and can be withdrawn; the key of AWS that is used where none is named has
#   none of these. AES256 is the default. Targets of access logs are not judged: S3 cannot deliver
#   to them under KMS.
# custom:
#   severity: low
#   category: customer-managed keys
#   resources: [aws_s3_bucket, aws_s3_bucket_server_side_encryption_configuration]
#   remediation: |-
#     Set `sse_algorithm = "aws:kms"` and `kms_master_key_id` to the ARN of an `aws_kms_key` in the
#     bucket's `aws_s3_bucket_server_side_encryption_configuration`, with `bucket_key_enabled =
#     true` to keep KMS costs down. Readers and writers need `kms:Decrypt` and `kms:GenerateDataKey`
#     on the key; objects that are already there keep their encryption.
#   aliases: [AVD-AWS-0132]
#   references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html"]
package provost.aws.s3.bucket_encrypted_with_own_key

import rego.v1

import data.provost.lib.values

applicable if {
	input.resource.type == "aws_s3_bucket"
	not log_target
}

# Beside its bucket the companion resource is judged there.
applicable if {
	input.resource.type != "aws_s3_bucket"
	not input.related.aws_s3_bucket
}

# S3 cannot deliver access logs to a bucket that encrypts with KMS by default.
log_target if input.resource.attributes.acl == "log-delivery-write"

log_target if input.related.aws_s3_bucket_acl[_].attributes.acl == "log-delivery-write"

deny contains finding if {
	applicable
	not encrypted
	finding := {"message": "objects are not encrypted with a customer-managed key by default", "path": path[input.resource.type]}
}

encrypted if {
	some settings in defaults
	settings.sse_algorithm in {"aws:kms", "aws:kms:dsse"}
	values.present(settings.kms_master_key_id)
}

path := {
	"aws_s3_bucket": ["server_side_encryption_configuration"],
	"aws_s3_bucket_server_side_encryption_configuration": ["rule", 0, "apply_server_side_encryption_by_default", 0],
}

# The settings of the bucket itself and of the resource beside it.
defaults contains settings if {
	settings := input.resource.attributes.server_side_encryption_configuration[_].rule[_].apply_server_side_encryption_by_default[_]
}

defaults contains settings if {
	settings := input.resource.attributes.rule[_].apply_server_side_encryption_by_default[_]
}

defaults contains settings if {
	input.resource.type == "aws_s3_bucket"
	settings := input.related.aws_s3_bucket_server_side_encryption_configuration[_].attributes.rule[_].apply_server_side_encryption_by_default[_]
}
