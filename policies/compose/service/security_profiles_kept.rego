# METADATA
# title: Service keeps seccomp, AppArmor and SELinux on
# description: >-
#   Docker confines every container by a seccomp and an AppArmor or SELinux profile.
#   `unconfined` and `label:disable` take them away, and with them what stops most known
#   escapes.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [compose-service]
#   params: {}
#   remediation: |-
#     Remove the option, or give a profile that allows the few calls more:
#
#       security_opt:
#         - seccomp:./profile.json
#   aliases: []
#   references:
#     - https://docs.docker.com/reference/compose-file/services/
package provost.compose.service.security_profiles_kept

import rego.v1

import data.provost.lib.compose

deny contains finding if {
	some index, entry in input.resource.attributes.security_opt
	parts := compose.option(entry)
	off(parts)
	finding := {"message": sprintf("service runs with %s", [entry]), "path": ["security_opt", index]}
}

off(parts) if {
	parts[0] in {"seccomp", "apparmor", "systempaths"}
	parts[1] == "unconfined"
}

off(parts) if {
	parts[0] == "label"
	parts[1] == "disable"
}
