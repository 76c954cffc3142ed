# METADATA
# title: Webhook is sent over verified TLS
# description: >-
#   A webhook carries code, comments and its own secret's signature. Over plain HTTP, or without a
#   check of the certificate, whoever is in between reads and forges it.
# custom:
#   severity: high
#   category: encryption in transit
#   resources: [github_repository_webhook, github_organization_webhook]
#   params: {}
#   remediation: |-
#     Send it over HTTPS and verify the certificate:
#
#       configuration {
#         url          = "https://ci.example.org/hook"
#         insecure_ssl = false
#       }
#   aliases: [CKV_GIT_2]
#   references:
#     - https://registry.terraform.io/providers/integrations/github/latest/docs/resources/repository_webhook
package provost.github.repository.webhook_encrypted

import rego.v1

deny contains finding if {
	some index, configuration in input.resource.attributes.configuration
	configuration.insecure_ssl in {true, "true", "1", 1}
	finding := {"message": "webhook takes any certificate", "path": ["configuration", index, "insecure_ssl"]}
}

deny contains finding if {
	some index, configuration in input.resource.attributes.configuration
	startswith(lower(configuration.url), "http://")
	finding := {"message": "webhook is sent in clear", "path": ["configuration", index, "url"]}
}
