# METADATA
# title: CloudFront viewer certificate requires TLS 1.2
# description: >-
#   Looks at `viewer_certificate`. With the certificate of `cloudfront.net` CloudFront accepts TLS
#   1.0 whatever is configured; with a certificate of your own the provider's default for
#   `minimum_protocol_version` is TLS 1.0 or SSL 3.
# custom:
#   severity: high
#   category: encryption in transit
#   resources: [aws_cloudfront_distribution]
#   remediation: |-
#     Use a certificate of your own from ACM (in `us-east-1`) with `ssl_support_method = "sni-only"`
#     and `minimum_protocol_version = "TLSv1.2_2021"`.
#   aliases: [CKV_AWS_174, AVD-AWS-0013]
#   references: ["https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html"]
package provost.aws.cloudfront.tls_1_2_required

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not modern
	finding := {
		"message": "viewers may use TLS older than 1.2",
		"path": ["viewer_certificate", 0, "minimum_protocol_version"],
	}
}

modern if {
	certificate := input.resource.attributes.viewer_certificate[_]
	not values.is_true(certificate.cloudfront_default_certificate)
	is_string(certificate.minimum_protocol_version)
	regex.match(`^TLSv1[.][23]`, certificate.minimum_protocol_version)
}
