# METADATA
# title: Alert carries a severity
# description: >-
#   Routes hand alerts to people by their labels, above all by `severity`. An alert without it
#   takes the fallback route, and nobody knows whether to get up for it.
# custom:
#   severity: medium
#   category: logging and monitoring
#   resources: [prometheus-alert]
#   params: {}
#   remediation: |-
#     Say who should act, and how soon:
#
#       labels:
#         severity: critical
#   aliases: []
#   references:
#     - https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
package provost.prometheus.alert.severity_set

import rego.v1

deny contains finding if {
	not severity
	finding := {"message": sprintf("alert %s has no severity", [input.resource.name]), "path": ["labels", "severity"]}
}

severity if {
	input.resource.attributes.labels.severity != ""
	input.resource.attributes.labels.severity != null
}
