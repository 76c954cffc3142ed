# METADATA
# title: OpenSearch enforces HTTPS
# description: >-
#   Looks at `domain_endpoint_options.enforce_https`. Without the block a domain answers plain HTTP
#   as well; inside the block the provider's default is on.
# custom:
#   severity: critical
#   category: encryption in transit
#   resources: [aws_elasticsearch_domain, aws_opensearch_domain]
#   remediation: |-
#     Add `domain_endpoint_options` with `enforce_https = true` and `tls_security_policy =
#     "Policy-Min-TLS-1-2-2019-07"`. It applies in place.
#   aliases: [CKV_AWS_83, AVD-AWS-0046]
#   references: ["https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html"]
package provost.aws.opensearch.https_enforced

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not enforced
	finding := {"message": "the domain answers plain HTTP", "path": ["domain_endpoint_options", 0, "enforce_https"]}
}

enforced if {
	options := input.resource.attributes.domain_endpoint_options[_]
	not values.is_false(options.enforce_https)
}
