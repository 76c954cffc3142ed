# METADATA
# title: Scripts call apt-get, not apt
# description: >-
#   `apt` is for people at a terminal: its options and output change between versions, and it
#   says so itself. `apt-get` and `apt-cache` are stable.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Write `apt-get` (or `apt-cache`) in its place.
#   aliases: [CKV_DOCKER_9, hadolint/DL3027]
#   references:
#     - https://docs.docker.com/build/building/best-practices/
package provost.docker.image.apt_not_used

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	some entry in dockerfile.runs(input.resource)
	some command in entry.commands
	dockerfile.calls(command, "apt")
	finding := {"message": "a step calls apt rather than apt-get", "path": entry.path}
}
