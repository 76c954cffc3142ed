# METADATA
# title: Steps set no passwords of users
# description: >-
#   A password that a step gives to a user stands in the Dockerfile and in the history of the
#   image, and is the same in every container. Containers need no login.
# custom:
#   severity: medium
#   category: secrets in configuration
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Remove the step; run as a user without a password (`useradd --system`).
#   aliases: [CKV2_DOCKER_17]
#   references:
#     - https://docs.docker.com/build/building/best-practices/
package provost.docker.image.passwords_not_set

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	some entry in dockerfile.runs(input.resource)
	some command in entry.commands
	dockerfile.calls(command, "chpasswd|passwd")
	not regex.match(` (-l|--lock|-d|--delete)( |$)`, command)
	finding := {"message": "a step sets the password of a user", "path": entry.path}
}
