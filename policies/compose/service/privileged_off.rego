# METADATA
# title: Service is not privileged
# description: >-
#   A privileged container has every capability and all devices of the host: whoever breaks into
#   it owns the host. The default is `false`. A command run in a build with the entitlement
#   `security.insecure` is not looked at.
# custom:
#   severity: high
#   category: workload isolation and hardening
#   resources: [compose-service]
#   params: {}
#   remediation: |-
#     Remove `privileged` and give what the process needs:
#
#       cap_add: [NET_ADMIN]
#       devices: ["/dev/net/tun:/dev/net/tun"]
#   aliases: []
#   references:
#     - https://docs.docker.com/reference/compose-file/services/
package provost.compose.service.privileged_off

import rego.v1

import data.provost.lib.values

deny contains finding if {
	values.is_true(input.resource.attributes.privileged)
	finding := {"message": "service is privileged", "path": ["privileged"]}
}
