# METADATA
# title: Alertmanager reads credentials from files
# description: >-
#   Whoever has the URL of a webhook or the key of a pager can write to the people on call, or
#   quiet them. In the configuration everybody who reads the repository has it.
# custom:
#   severity: high
#   category: secrets in configuration
#   resources: [alertmanager-config, alertmanager-receiver]
#   params: {}
#   unknown: pass
#   remediation: |-
#     Name a file that is mounted from a secret:
#
#       slack_configs:
#         - api_url_file: /etc/alertmanager/secrets/slack
#   aliases: []
#   references:
#     - https://prometheus.io/docs/alerting/latest/configuration/
package provost.alertmanager.config.credentials_not_literal

import rego.v1

deny contains finding if {
	input.resource.type == "alertmanager-config"
	some field in ["smtp_auth_password", "smtp_auth_secret", "slack_api_url", "victorops_api_key", "opsgenie_api_key", "wechat_api_secret"]
	written(input.resource.attributes.global[field])
	finding := {"message": sprintf("global.%s is written in clear", [field]), "path": ["global", field]}
}

deny contains finding if {
	input.resource.type == "alertmanager-receiver"
	some kind, fields in secrets
	some index, entry in input.resource.attributes[kind]
	some field in fields
	written(entry[field])
	finding := {
		"message": sprintf("%s.%s of the receiver %s is written in clear", [kind, field, input.resource.name]),
		"path": [kind, index, field],
	}
}

deny contains finding if {
	input.resource.type == "alertmanager-receiver"
	some kind, entries in input.resource.attributes
	endswith(kind, "_configs")
	some index, entry in entries
	some field in [["basic_auth", "password"], ["authorization", "credentials"], ["oauth2", "client_secret"]]
	written(object.get(entry, array.concat(["http_config"], field), ""))
	finding := {
		"message": sprintf("http_config.%s of the receiver %s is written in clear", [concat(".", field), input.resource.name]),
		"path": array.concat([kind, index, "http_config"], field),
	}
}

secrets := {
	"slack_configs": ["api_url"],
	"pagerduty_configs": ["routing_key", "service_key"],
	"opsgenie_configs": ["api_key"],
	"victorops_configs": ["api_key"],
	"email_configs": ["auth_password", "auth_secret"],
	"telegram_configs": ["bot_token"],
	"pushover_configs": ["token", "user_key"],
	"wechat_configs": ["api_secret"],
	"discord_configs": ["webhook_url"],
	"msteams_configs": ["webhook_url"],
	"webex_configs": ["api_token"],
}

# A template that another tool fills in is not written here; nor is a secret that was masked.
written(value) if {
	is_string(value)
	not value in {"", "<secret>"}
	not regex.match(`^(\$\{?|\{\{|<)`, value)
}
