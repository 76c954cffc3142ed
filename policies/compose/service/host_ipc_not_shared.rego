# METADATA
# title: Service does not share the host's IPC
# description: >-
#   With `ipc: host` a container reads and writes the shared memory of processes of the host.
#   The default is a namespace of its own.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [compose-service]
#   params: {}
#   remediation: |-
#     Remove `ipc: host`. Share it between services with `ipc: service:NAME` where they need
#     it.
#   aliases: []
#   references:
#     - https://docs.docker.com/reference/compose-file/services/
package provost.compose.service.host_ipc_not_shared

import rego.v1

deny contains finding if {
	input.resource.attributes.ipc == "host"
	finding := {"message": "service shares the IPC namespace of the host", "path": ["ipc"]}
}
