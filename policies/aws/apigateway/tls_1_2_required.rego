# METADATA
# title: API Gateway domain uses a modern TLS policy
# description: >-
#   Looks at `security_policy` of a custom domain of a REST API. `TLS_1_0` accepts TLS versions with
#   known weaknesses; the provider's default leaves the choice to AWS, so it must be said.
# custom:
#   severity: high
#   category: encryption in transit
#   resources: [aws_api_gateway_domain_name]
#   remediation: |-
#     Set `security_policy = "TLS_1_2"`. It applies in place.
#   aliases: [CKV_AWS_206, AVD-AWS-0005]
#   references: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html"]
package provost.aws.apigateway.tls_1_2_required

import rego.v1

deny contains finding if {
	not modern
	finding := {"message": "the domain accepts TLS older than 1.2", "path": ["security_policy"]}
}

modern if input.resource.attributes.security_policy == "TLS_1_2"

# Policies that begin with TLS 1.3 or 1.2.
modern if {
	is_string(input.resource.attributes.security_policy)
	regex.match(`^SecurityPolicy_TLS1[23]_`, input.resource.attributes.security_policy)
}
