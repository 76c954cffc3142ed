# METADATA
# title: Service has a memory limit
# description: >-
#   Without a limit one leaking service takes the memory of the host, and the kernel kills
#   whatever it chooses.
# custom:
#   severity: low
#   category: capacity limits
#   resources: [compose-service]
#   params: {}
#   remediation: |-
#     Set a limit, by measured use with room:
#
#       deploy:
#         resources:
#           limits:
#             memory: 512M
#   aliases: []
#   references:
#     - https://docs.docker.com/reference/compose-file/deploy/#resources
package provost.compose.service.memory_limited

import rego.v1

deny contains finding if {
	not limited
	finding := {"message": "service has no memory limit", "path": ["deploy", "resources", "limits", "memory"]}
}

limited if input.resource.attributes.deploy.resources.limits.memory != null

limited if input.resource.attributes.mem_limit != null
