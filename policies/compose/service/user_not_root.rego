# METADATA
# title: Service does not run as root
# description: >-
#   `user: root` or `0` overrides the user that the image was built for. A process that runs as
#   root in its container is root on the host as soon as it breaks out, unless user namespaces
#   are mapped.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [compose-service]
#   params: {}
#   remediation: |-
#     Name an unprivileged user, and give it the folders that it writes to:
#
#       user: "1000:1000"
#   aliases: []
#   references:
#     - https://docs.docker.com/reference/compose-file/services/
package provost.compose.service.user_not_root

import rego.v1

deny contains finding if {
	user := split(sprintf("%v", [input.resource.attributes.user]), ":")[0]
	user in {"root", "0"}
	finding := {"message": "service runs as root", "path": ["user"]}
}
