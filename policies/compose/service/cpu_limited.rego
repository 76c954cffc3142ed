# METADATA
# title: Service has a CPU limit
# description: >-
#   Without a limit one busy service starves the others on the host.
# custom:
#   severity: low
#   category: capacity limits
#   resources: [compose-service]
#   params: {}
#   remediation: |-
#     Set a limit:
#
#       deploy:
#         resources:
#           limits:
#             cpus: "0.5"
#   aliases: []
#   references:
#     - https://docs.docker.com/reference/compose-file/deploy/#resources
package provost.compose.service.cpu_limited

import rego.v1

deny contains finding if {
	not limited
	finding := {"message": "service has no CPU limit", "path": ["deploy", "resources", "limits", "cpus"]}
}

limited if input.resource.attributes.deploy.resources.limits.cpus != null

limited if input.resource.attributes.cpus != null

limited if input.resource.attributes.cpu_quota != null
