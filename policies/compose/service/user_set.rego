# METADATA
# title: Service names its user
# description: >-
#   Without `user` the image decides, and most images of registries start as root. Not judged
#   where the service builds its image from a Dockerfile: there its USER counts.
# custom:
#   severity: low
#   category: workload isolation and hardening
#   resources: [compose-service]
#   params: {}
#   remediation: |-
#     Name the user that the image is made for (`docker run IMAGE id` as a start):
#
#       user: "1000:1000"
#   aliases: []
#   references:
#     - https://docs.docker.com/reference/compose-file/services/
package provost.compose.service.user_set

import rego.v1

applicable if not input.resource.attributes.build

deny contains finding if {
	applicable
	not named
	finding := {"message": "service runs as the user that its image names, root where it names none", "path": ["user"]}
}

named if input.resource.attributes.user != null
