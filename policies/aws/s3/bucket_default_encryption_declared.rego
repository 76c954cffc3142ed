# METADATA
# title: S3 bucket declares its default encryption
# description: >-
#   Looks for a default encryption in the bucket or in an
#   `aws_s3_bucket_server_side_encryption_configuration` that refers to it. Since 2023 S3 encrypts
#   every new object with its own keys anyway; declaring it pins the algorithm and the key against
#   drift and shows it to an auditor.
# custom:
#   severity: low
#   category: encryption at rest
#   resources: [aws_s3_bucket]
#   remediation: |-
#     Add an `aws_s3_bucket_server_side_encryption_configuration` for the bucket with an
#     `sse_algorithm` of `aws:kms` or `AES256`.
#   aliases: [AVD-AWS-0088]
#   references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html"]
package provost.aws.s3.bucket_default_encryption_declared

import rego.v1

deny contains finding if {
	count(defaults) == 0
	finding := {"message": "the bucket declares no default encryption", "path": ["server_side_encryption_configuration"]}
}

# The settings of the bucket itself and of the resource beside it.
defaults contains settings if {
	settings := input.resource.attributes.server_side_encryption_configuration[_].rule[_].apply_server_side_encryption_by_default[_]
}

defaults contains settings if {
	settings := input.related.aws_s3_bucket_server_side_encryption_configuration[_].attributes.rule[_].apply_server_side_encryption_by_default[_]
}
