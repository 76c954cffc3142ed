# METADATA
# title: CloudFront reaches S3 origins with access control
# description: >-
#   Looks at origins that are buckets (no `custom_origin_config`): without an origin access
#   control, or the older identity, the bucket has to be public to be served, and everybody goes
#   around CloudFront.
# custom:
#   severity: medium
#   category: public exposure
#   resources: [aws_cloudfront_distribution]
#   params: {}
#   remediation: |-
#     Add `aws_cloudfront_origin_access_control`, set `origin_access_control_id`, and let only
#     the distribution in by the bucket policy.
#   aliases: [CKV2_AWS_46]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudfront_distribution
package provost.aws.cloudfront.bucket_origins_controlled

import rego.v1

import data.provost.lib.values

deny contains finding if {
	origin := input.resource.attributes.origin[i]
	bucket(origin)
	not values.present(origin.origin_access_control_id)
	not identified(origin)
	finding := {"message": "the bucket is reached without access control", "path": ["origin", i, "origin_access_control_id"]}
}

bucket(origin) if {
	not origin.custom_origin_config
	not origin.vpc_origin_config
}

identified(origin) if values.present(origin.s3_origin_config[_].origin_access_identity)
