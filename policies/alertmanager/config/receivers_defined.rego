# METADATA
# title: Every route names a receiver that is there
# description: >-
#   Alertmanager refuses to start, or keeps its old configuration, where a route names a receiver
#   that is not defined: alerts then go where they went before, or nowhere.
# custom:
#   severity: high
#   category: logging and monitoring
#   resources: [alertmanager-config]
#   params: {}
#   remediation: |-
#     Define the receiver under `receivers`, or correct the name in the route.
#   aliases: []
#   references:
#     - https://prometheus.io/docs/alerting/latest/configuration/
package provost.alertmanager.config.receivers_defined

import rego.v1

names := {receiver.name | some receiver in input.resource.attributes.receivers}

deny contains finding if {
	some route in input.resource.attributes.routes
	not route.inherited
	not route.receiver in names
	finding := {
		"message": sprintf("the receiver %v is not defined", [route.receiver]),
		"path": array.concat(route.path, ["receiver"]),
	}
}

deny contains finding if {
	some route in input.resource.attributes.routes
	route.path == ["route"]
	route.inherited
	finding := {"message": "the root route names no receiver", "path": ["route", "receiver"]}
}
