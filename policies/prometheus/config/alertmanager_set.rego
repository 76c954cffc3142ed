# METADATA
# title: Prometheus hands alerts to an Alertmanager
# description: >-
#   A configuration that loads rules and names no Alertmanager evaluates alerts that nobody hears.
# custom:
#   severity: medium
#   category: logging and monitoring
#   resources: [prometheus-config]
#   params: {}
#   remediation: |-
#     Name the Alertmanagers:
#
#       alerting:
#         alertmanagers:
#           - static_configs:
#               - targets: [alertmanager:9093]
#   aliases: []
#   references:
#     - https://prometheus.io/docs/prometheus/latest/configuration/configuration/
package provost.prometheus.config.alertmanager_set

import rego.v1

applicable if count(input.resource.attributes.rule_files) > 0

deny contains finding if {
	count(input.resource.attributes.rule_files) > 0
	not alertmanagers
	finding := {"message": "rules are loaded, and no Alertmanager is named", "path": ["alerting", "alertmanagers"]}
}

alertmanagers if count(input.resource.attributes.alerting.alertmanagers) > 0
