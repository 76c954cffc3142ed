# METADATA
# title: Image does not expose SSH
# description: >-
#   A container that runs an SSH server has keys, users and a second way in that nobody watches.
#   `docker exec` and `kubectl exec` do without one.
# custom:
#   severity: medium
#   category: public exposure
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Remove port 22 from EXPOSE, and the SSH server from the image.
#   aliases: [CKV_DOCKER_1, AVD-DS-0004]
#   references:
#     - https://docs.docker.com/reference/dockerfile/#expose
package provost.docker.image.ssh_port_not_exposed

import rego.v1

deny contains finding if {
	some index, port in input.resource.attributes.expose
	covers(port)
	finding := {"message": "port 22 is exposed", "path": ["expose", index]}
}

covers(port) if split(lower(port), "/") in [["22"], ["22", "tcp"]]

covers(port) if {
	bounds := split(split(port, "/")[0], "-")
	to_number(bounds[0]) <= 22
	to_number(bounds[1]) >= 22
}
