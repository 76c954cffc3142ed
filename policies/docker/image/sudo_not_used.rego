# METADATA
# title: Steps do not call sudo
# description: >-
#   A step runs as root unless USER says otherwise, so `sudo` adds nothing but a set-user-id
#   program in the image that an intruder can use.
# custom:
#   severity: medium
#   category: least privilege
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Remove `sudo`; where a later step needs root, switch with `USER root` and back.
#   aliases: [AVD-DS-0010, CKV2_DOCKER_1, hadolint/DL3004]
#   references:
#     - https://docs.docker.com/build/building/best-practices/
package provost.docker.image.sudo_not_used

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	some entry in dockerfile.runs(input.resource)
	some command in entry.commands
	dockerfile.calls(command, "sudo")
	finding := {"message": "a step calls sudo", "path": entry.path}
}
