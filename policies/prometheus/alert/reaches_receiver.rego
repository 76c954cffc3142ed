# METADATA
# title: Alert reaches somebody
# description: >-
#   Held against the routes of the Alertmanager configurations in the same scan: every receiver
#   that the alert may be handed to must notify by some means. A receiver without one swallows what
#   reaches it. Labels that only the series carry are taken as open; alerts are not judged where no
#   Alertmanager configuration is there.
# custom:
#   severity: high
#   category: logging and monitoring
#   resources: [prometheus-alert]
#   params: {}
#   remediation: |-
#     Route the alert's severity to a receiver that notifies:
#
#       receivers:
#         - name: pager
#           pagerduty_configs:
#             - routing_key_file: /etc/alertmanager/key
#   aliases: []
#   references:
#     - https://prometheus.io/docs/alerting/latest/configuration/
package provost.prometheus.alert.reaches_receiver

import rego.v1

applicable if count(input.related["alertmanager-receiver"]) > 0

deny contains finding if {
	receivers := input.related["alertmanager-receiver"]
	count(receivers) > 0
	every receiver in receivers {
		count(receiver.attributes.integrations) == 0
	}
	names := sort([receiver.name | some receiver in receivers])
	finding := {
		"message": sprintf("alert %s reaches %s, which notifies nobody", [input.resource.name, concat(", ", names)]),
		"path": ["labels", "severity"],
	}
}
