# METADATA
# title: Service does not share the host's network
# description: >-
#   With `network_mode: host` a container reaches every service that listens on the host's
#   loopback, and binds its own ports on every address without a published list. The default is
#   the network of the project.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [compose-service]
#   params: {}
#   remediation: |-
#     Remove `network_mode: host`. Publish the ports that are used with `ports`, on
#     `127.0.0.1` where only the host calls them.
#   aliases: []
#   references:
#     - https://docs.docker.com/reference/compose-file/services/
package provost.compose.service.host_network_not_shared

import rego.v1

deny contains finding if {
	input.resource.attributes.network_mode == "host"
	finding := {"message": "service shares the network of the host", "path": ["network_mode"]}
}
