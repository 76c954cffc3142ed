# METADATA
# title: Service cannot gain privileges
# description: >-
#   With `no-new-privileges` a process cannot get more rights than it started with by a
#   set-user-id program such as `su` or `mount`. Docker does not set it by default.
# custom:
#   severity: low
#   category: workload isolation and hardening
#   resources: [compose-service]
#   params: {}
#   remediation: |-
#     Set the option:
#
#       security_opt:
#         - no-new-privileges:true
#   aliases: []
#   references:
#     - https://docs.docker.com/reference/compose-file/services/
package provost.compose.service.privilege_escalation_forbidden

import rego.v1

import data.provost.lib.compose
import data.provost.lib.values

applicable if not values.is_true(input.resource.attributes.privileged)

deny contains finding if {
	not forbidden
	finding := {"message": "processes of the service may gain privileges", "path": ["security_opt"]}
}

forbidden if {
	some entry in input.resource.attributes.security_opt
	parts := compose.option(entry)
	parts[0] == "no-new-privileges"
	parts[1] in {"", "true"}
}
