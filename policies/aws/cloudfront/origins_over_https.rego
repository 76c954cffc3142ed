# METADATA
# title: CloudFront talks HTTPS to its origins
# description: >-
#   Looks at `origin_protocol_policy` of custom origins: `http-only` and `match-viewer` let
#   CloudFront fetch over plain HTTP, though the viewer sees a lock.
# custom:
#   severity: medium
#   category: encryption in transit
#   resources: [aws_cloudfront_distribution]
#   params: {}
#   remediation: |-
#     Set `origin_protocol_policy = "https-only"` and `origin_ssl_protocols = ["TLSv1.2"]`.
#   aliases: [CKV2_AWS_72]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudfront_distribution
package provost.aws.cloudfront.origins_over_https

import rego.v1

deny contains finding if {
	configuration := input.resource.attributes.origin[i].custom_origin_config[j]
	configuration.origin_protocol_policy in {"http-only", "match-viewer"}
	finding := {
		"message": "the origin is fetched over plain HTTP",
		"path": ["origin", i, "custom_origin_config", j, "origin_protocol_policy"],
	}
}
