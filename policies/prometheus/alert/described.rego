# METADATA
# title: Alert says what it means
# description: >-
#   Whoever is woken by an alert reads its annotations. Without a summary or a description there is
#   the name and a query.
# custom:
#   severity: low
#   category: logging and monitoring
#   resources: [prometheus-alert]
#   params: {}
#   remediation: |-
#     Say what is wrong, and where to look:
#
#       annotations:
#         summary: "{{ $labels.instance }} is down"
#         runbook_url: https://runbooks.example.org/down
#   aliases: []
#   references:
#     - https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
package provost.prometheus.alert.described

import rego.v1

deny contains finding if {
	not described
	finding := {"message": sprintf("alert %s has no summary and no description", [input.resource.name]), "path": ["annotations"]}
}

described if {
	some name in ["summary", "description", "message"]
	input.resource.attributes.annotations[name] != ""
	input.resource.attributes.annotations[name] != null
}
