# METADATA
# title: S3 bucket encrypts objects with KMS
# description: >-
#   Looks at the default encryption of a bucket. With KMS (`aws:kms`) reading an object takes
#   permission for the key as well as for the bucket, and every use of the key is logged; S3's own
#   keys (AES256) give neither. AES256 is the default.
# custom:
#   severity: low
#   category: customer-managed keys
#   resources: [aws_s3_bucket, aws_s3_bucket_server_side_encryption_configuration]
#   remediation: |-
#     Set `sse_algorithm = "aws:kms"` in the bucket's
#     `aws_s3_bucket_server_side_encryption_configuration`, with `bucket_key_enabled = true` to keep
#     KMS costs down. Readers and writers need `kms:Decrypt` and `kms:GenerateDataKey` on the key;
#     objects that are already there keep their encryption.
#   aliases: [CKV_AWS_145]
#   references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html"]
package provost.aws.s3.bucket_encrypted_with_kms

import rego.v1

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
	finding := {"message": "objects are not encrypted with KMS by default", "path": path[input.resource.type]}
}

encrypted if {
	some settings in defaults
	settings.sse_algorithm in {"aws:kms", "aws:kms:dsse"}
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
