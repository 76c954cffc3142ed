# METADATA
# title: Prometheus reads credentials from files
# description: >-
#   A password or token in the configuration is read by everybody who reads the repository, and is
#   shown on Prometheus' own status page by older versions.
# custom:
#   severity: high
#   category: secrets in configuration
#   resources: [prometheus-config]
#   params: {}
#   unknown: pass
#   remediation: |-
#     Name a file that is mounted from a secret:
#
#       basic_auth:
#         username: prometheus
#         password_file: /etc/prometheus/secrets/password
#   aliases: []
#   references:
#     - https://prometheus.io/docs/prometheus/latest/configuration/configuration/
package provost.prometheus.config.credentials_not_literal

import rego.v1

deny contains finding if {
	some section in ["scrape_configs", "remote_write", "remote_read"]
	some index, entry in input.resource.attributes[section]
	some field in secrets
	written(object.get(entry, field, ""))
	finding := {
		"message": sprintf("%s holds a credential in clear", [concat(".", array.concat([section], field))]),
		"path": array.concat([section, index], field),
	}
}

secrets := [
	["basic_auth", "password"],
	["authorization", "credentials"],
	["bearer_token"],
	["oauth2", "client_secret"],
	["sigv4", "secret_key"],
]

# A template that another tool fills in is not written here; nor is a token that Prometheus masks.
written(value) if {
	is_string(value)
	not value in {"", "<secret>"}
	not regex.match(`^(\$\{?|\{\{|<)`, value)
}
