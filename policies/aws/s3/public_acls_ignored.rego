# METADATA
# title: S3 public access block ignores existing public ACLs
# description: >-
#   Looks at `ignore_public_acls` of a public access block. With it on, public ACLs that are already
#   there have no effect. The provider's default is off, so a block that leaves the argument out
#   protects less than it seems to.
# custom:
#   severity: high
#   category: public exposure
#   resources: [aws_s3_bucket_public_access_block]
#   remediation: |-
#     Set `ignore_public_acls = true`. Before, look for objects or sites that are served publicly on
#     purpose; put CloudFront with origin access control in front of them.
#   aliases: [CKV_AWS_55, AVD-AWS-0091]
#   references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"]
package provost.aws.s3.public_acls_ignored

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.ignore_public_acls)
	finding := {"message": "existing public ACLs take effect", "path": ["ignore_public_acls"]}
}
