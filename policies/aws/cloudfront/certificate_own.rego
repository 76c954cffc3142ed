# METADATA
# title: CloudFront uses a custom certificate
# description: >-
#   Looks at `viewer_certificate`: with the certificate of `*.cloudfront.net` the distribution
#   accepts TLS 1.0, whatever is asked for, and cannot have a name of yours.
# custom:
#   severity: low
#   category: encryption in transit
#   resources: [aws_cloudfront_distribution]
#   params: {}
#   remediation: |-
#     Set `acm_certificate_arn` (a certificate in us-east-1), `ssl_support_method =
#     "sni-only"` and `minimum_protocol_version = "TLSv1.2_2021"`.
#   aliases: [CKV2_AWS_42]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudfront_distribution
package provost.aws.cloudfront.certificate_own

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not own
	finding := {"message": "the distribution has the certificate of cloudfront.net", "path": ["viewer_certificate"]}
}

own if values.present(input.resource.attributes.viewer_certificate[_].acm_certificate_arn)

own if values.present(input.resource.attributes.viewer_certificate[_].iam_certificate_id)
