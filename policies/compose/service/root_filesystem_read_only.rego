# METADATA
# title: Root filesystem of the service is read-only
# description: >-
#   A process that cannot write to its own filesystem cannot be made to keep tools or change its
#   programs. The default of `read_only` is `false`.
# custom:
#   severity: low
#   category: workload isolation and hardening
#   resources: [compose-service]
#   params: {}
#   remediation: |-
#     Set it, and give the folders that are written to:
#
#       read_only: true
#       tmpfs: [/tmp]
#   aliases: []
#   references:
#     - https://docs.docker.com/reference/compose-file/services/
package provost.compose.service.root_filesystem_read_only

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.read_only)
	finding := {"message": "root filesystem is writable", "path": ["read_only"]}
}
