# METADATA
# title: S3 public access block rejects new public ACLs
# description: >-
#   Looks at `block_public_acls` of a public access block. With it on, S3 refuses requests that put
#   a public ACL on the bucket or an object. The provider's default is off, so a block that leaves
#   the argument out protects less than it seems to.
# custom:
#   severity: high
#   category: public exposure
#   resources: [aws_s3_bucket_public_access_block]
#   remediation: |-
#     Set `block_public_acls = true`. Before, look for objects or sites that are served publicly on
#     purpose; put CloudFront with origin access control in front of them.
#   aliases: [CKV_AWS_53, AVD-AWS-0086]
#   references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"]
package provost.aws.s3.public_acls_blocked

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.block_public_acls)
	finding := {"message": "new public ACLs are accepted", "path": ["block_public_acls"]}
}
