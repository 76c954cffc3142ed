# METADATA
# title: Every S3 bucket has a public access block attached
# description: >-
#   Looks for an `aws_s3_bucket_public_access_block` that refers to the bucket and rejects public
#   ACLs and public policies. It is the one switch that keeps a bucket private whatever ACL, policy
#   or access point is added later. A block of the whole account is not seen from the bucket.
# custom:
#   severity: medium
#   category: public exposure
#   resources: [aws_s3_bucket]
#   remediation: |-
#     Add the resource beside the bucket:
#
#     ```
#     resource "aws_s3_bucket_public_access_block" "this" {
#       bucket                  = aws_s3_bucket.this.id
#       block_public_acls       = true
#       block_public_policy     = true
#       ignore_public_acls      = true
#       restrict_public_buckets = true
#     }
#     ```
#   aliases: [CKV2_AWS_6, AVD-AWS-0094]
#   references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"]
package provost.aws.s3.bucket_public_access_blocked

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not input.related.aws_s3_bucket_public_access_block
	finding := {"message": "no public access block is attached to the bucket", "path": ["bucket"]}
}

deny contains finding if {
	input.related.aws_s3_bucket_public_access_block
	not blocks_public_access
	finding := {
		"message": "the bucket's public access block does not reject both public ACLs and public policies",
		"path": ["bucket"],
	}
}

blocks_public_access if {
	block := input.related.aws_s3_bucket_public_access_block[_].attributes
	values.is_true(block.block_public_acls)
	values.is_true(block.block_public_policy)
}
