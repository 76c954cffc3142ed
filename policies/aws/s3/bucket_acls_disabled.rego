# METADATA
# title: S3 bucket disables ACLs
# description: >-
#   Looks at `object_ownership`: `BucketOwnerEnforced`, the state of new buckets, switches
#   access lists off, so that policies alone decide. `BucketOwnerPreferred` and `ObjectWriter`
#   switch them on again.
# custom:
#   severity: low
#   category: least privilege
#   resources: [aws_s3_bucket_ownership_controls]
#   params: {}
#   remediation: |-
#     Set `object_ownership = "BucketOwnerEnforced"`, after grants of ACLs have moved to the
#     bucket policy.
#   aliases: [CKV2_AWS_65]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_ownership_controls
package provost.aws.s3.bucket_acls_disabled

import rego.v1

deny contains finding if {
	rule := input.resource.attributes.rule[i]
	not rule.object_ownership == "BucketOwnerEnforced"
	finding := {"message": "access lists are in force", "path": ["rule", i, "object_ownership"]}
}
