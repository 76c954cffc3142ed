# METADATA
# title: S3 bucket has default server-side encryption
# description: >-
#   Looks at the default encryption that a bucket or the
#   `aws_s3_bucket_server_side_encryption_configuration` beside it declares. S3 encrypts every
#   object with its own keys (AES256) where nothing is declared, so only a declaration without a
#   valid algorithm is at fault here; whether it is declared at all, and with which key, are rules
#   of their own.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_s3_bucket, aws_s3_bucket_server_side_encryption_configuration]
#   remediation: |-
#     Set `sse_algorithm` to `aws:kms` (with `kms_master_key_id`), `aws:kms:dsse` or `AES256`.
#     Objects that are already there keep their encryption until they are copied.
#   aliases: [CKV_AWS_19]
#   references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html"]
package provost.aws.s3.bucket_default_encryption_valid

import rego.v1

applicable if input.resource.type == "aws_s3_bucket"

# Beside its bucket the companion resource is judged there.
applicable if not input.related.aws_s3_bucket

deny contains finding if {
	applicable
	some settings in defaults
	not settings.sse_algorithm in {"AES256", "aws:kms", "aws:kms:dsse"}
	finding := {
		"message": "default encryption names no valid algorithm",
		"path": path[input.resource.type],
	}
}

path := {
	"aws_s3_bucket": ["server_side_encryption_configuration", 0, "rule", 0, "apply_server_side_encryption_by_default", 0, "sse_algorithm"],
	"aws_s3_bucket_server_side_encryption_configuration": ["rule", 0, "apply_server_side_encryption_by_default", 0, "sse_algorithm"],
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
