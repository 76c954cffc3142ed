# METADATA
# title: Service drops the capabilities that it does not need
# description: >-
#   Docker gives a container fourteen capabilities, among them NET_RAW, SETUID and MKNOD, that
#   few processes need. `cap_drop: [ALL]` takes them away. A privileged service is judged by its
#   own rule.
# custom:
#   severity: low
#   category: workload isolation and hardening
#   resources: [compose-service]
#   params: {}
#   remediation: |-
#     Drop all, and add back what the process fails without:
#
#       cap_drop: [ALL]
#       cap_add: [CHOWN, SETGID, SETUID]
#   aliases: []
#   references:
#     - https://docs.docker.com/reference/compose-file/services/
package provost.compose.service.capabilities_dropped

import rego.v1

import data.provost.lib.values

applicable if not values.is_true(input.resource.attributes.privileged)

deny contains finding if {
	not drops_all
	finding := {"message": "service keeps the default capabilities", "path": ["cap_drop"]}
}

drops_all if {
	some name in input.resource.attributes.cap_drop
	upper(name) in {"ALL", "CAP_ALL"}
}
