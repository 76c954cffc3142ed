# METADATA
# title: CloudFront has origin failover
# description: >-
#   Looks for an `origin_group` with two members and criteria of failover. With a single origin
#   its failure is the failure of the site.
# custom:
#   severity: low
#   category: availability
#   resources: [aws_cloudfront_distribution]
#   params: {}
#   remediation: |-
#     Add an `origin_group` with `failover_criteria` and two `member` blocks, and name it as
#     the target of the cache behaviour.
#   aliases: [CKV_AWS_310]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudfront_distribution
package provost.aws.cloudfront.origin_fails_over

import rego.v1

deny contains finding if {
	not covered
	finding := {"message": "no other origin takes over", "path": ["origin_group"]}
}

covered if {
	some group in input.resource.attributes.origin_group
	count(group.member) > 1
	count(group.failover_criteria[_].status_codes) > 0
}
