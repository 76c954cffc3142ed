# METADATA
# title: OpenSearch uses a current TLS policy
# description: >-
#   Looks at `domain_endpoint_options.tls_security_policy`. The provider's default,
#   `Policy-Min-TLS-1-0-2019-07`, accepts TLS 1.0 and 1.1, which have known weaknesses.
# custom:
#   severity: high
#   category: encryption in transit
#   resources: [aws_elasticsearch_domain, aws_opensearch_domain]
#   remediation: |-
#     Set `tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"` (or `Policy-Min-TLS-1-2-2019-07`)
#     in `domain_endpoint_options`. It applies in place.
#   aliases: [CKV_AWS_228, AVD-AWS-0126]
#   references: ["https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html"]
package provost.aws.opensearch.tls_1_2_required

import rego.v1

deny contains finding if {
	not modern
	finding := {
		"message": "the endpoint accepts TLS older than 1.2",
		"path": ["domain_endpoint_options", 0, "tls_security_policy"],
	}
}

modern if {
	policy := input.resource.attributes.domain_endpoint_options[_].tls_security_policy
	is_string(policy)
	startswith(policy, "Policy-Min-TLS-1-2-")
}
