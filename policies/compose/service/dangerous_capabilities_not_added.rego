# METADATA
# title: Service adds no dangerous capabilities
# description: >-
#   Capabilities such as SYS_ADMIN, SYS_PTRACE, SYS_MODULE or DAC_READ_SEARCH amount to root on
#   the host; NET_ADMIN and NET_RAW let a container listen to and forge its neighbours' traffic.
#   `CAP_` before the name and lower case are the same capability.
# custom:
#   severity: high
#   category: workload isolation and hardening
#   resources: [compose-service]
#   params:
#     capabilities: [ALL, BPF, DAC_READ_SEARCH, NET_ADMIN, NET_RAW, PERFMON, SYS_ADMIN, SYS_BOOT, SYS_MODULE, SYS_PTRACE, SYS_RAWIO, SYS_TIME, SYSLOG]
#   remediation: |-
#     Remove the entry from `cap_add`, or add the narrow capability that the process needs:
#
#       cap_drop: [ALL]
#       cap_add: [NET_BIND_SERVICE]
#   aliases: []
#   references:
#     - https://docs.docker.com/reference/compose-file/services/
package provost.compose.service.dangerous_capabilities_not_added

import rego.v1

deny contains finding if {
	some index, name in input.resource.attributes.cap_add
	trim_prefix(upper(name), "CAP_") in input.params.capabilities
	finding := {"message": sprintf("service adds the capability %s", [name]), "path": ["cap_add", index]}
}
