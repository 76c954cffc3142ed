# METADATA
# title: Service does not share the host's processes
# description: >-
#   With `pid: host` a container sees every process of the host, reads their environments and,
#   as root, signals them. The default is a namespace of its own.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [compose-service]
#   params: {}
#   remediation: |-
#     Remove `pid: host`. Share it between services with `pid: service:NAME` where they need
#     it.
#   aliases: []
#   references:
#     - https://docs.docker.com/reference/compose-file/services/
package provost.compose.service.host_pid_not_shared

import rego.v1

deny contains finding if {
	input.resource.attributes.pid == "host"
	finding := {"message": "service shares the processes of the host", "path": ["pid"]}
}
