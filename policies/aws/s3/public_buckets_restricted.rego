# METADATA
# title: S3 public access block restricts access under public policies
# description: >-
#   Looks at `restrict_public_buckets` of a public access block. With it on, a bucket whose policy
#   is public serves only its own account and AWS services. The provider's default is off, so a
#   block that leaves the argument out protects less than it seems to.
# custom:
#   severity: high
#   category: public exposure
#   resources: [aws_s3_bucket_public_access_block]
#   remediation: |-
#     Set `restrict_public_buckets = true`. Before, look for objects or sites that are served
#     publicly on purpose; put CloudFront with origin access control in front of them.
#   aliases: [CKV_AWS_56, AVD-AWS-0093]
#   references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"]
package provost.aws.s3.public_buckets_restricted

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.restrict_public_buckets)
	finding := {"message": "a public policy opens the bucket to other accounts", "path": ["restrict_public_buckets"]}
}
