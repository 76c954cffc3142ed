# METADATA
# title: CloudFront viewers must use HTTPS
# description: >-
#   Looks at `viewer_protocol_policy` of the default and every ordered cache behavior. With
#   `allow-all` a viewer can load the site over plain HTTP, where everybody on the way reads and
#   changes it.
# custom:
#   severity: critical
#   category: encryption in transit
#   resources: [aws_cloudfront_distribution]
#   remediation: |-
#     Set `viewer_protocol_policy = "redirect-to-https"`, or `https-only` for an API. It applies
#     within minutes, without interruption.
#   aliases: [CKV_AWS_34, AVD-AWS-0012]
#   references: ["https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html"]
package provost.aws.cloudfront.https_required

import rego.v1

deny contains finding if {
	some kind in ["default_cache_behavior", "ordered_cache_behavior"]
	behavior := input.resource.attributes[kind][i]
	not behavior.viewer_protocol_policy in {"https-only", "redirect-to-https"}
	finding := {"message": "viewers may use plain HTTP", "path": [kind, i, "viewer_protocol_policy"]}
}
