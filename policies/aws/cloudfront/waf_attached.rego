# METADATA
# title: CloudFront distribution has a WAF
# description: >-
#   Looks at `web_acl_id` of a distribution. A web ACL filters known attacks and limits rates before
#   a request reaches the origin. The provider's default is none.
# custom:
#   severity: high
#   category: threat detection and filtering
#   resources: [aws_cloudfront_distribution]
#   remediation: |-
#     Set `web_acl_id` to the ARN of an `aws_wafv2_web_acl` with the scope `CLOUDFRONT`, which is
#     made in `us-east-1`.
#   aliases: [CKV_AWS_68, AVD-AWS-0011]
#   references: ["https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html"]
package provost.aws.cloudfront.waf_attached

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.present(input.resource.attributes.web_acl_id)
	finding := {"message": "no web ACL filters requests", "path": ["web_acl_id"]}
}
