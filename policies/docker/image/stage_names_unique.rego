# METADATA
# title: Stage has a name of its own
# description: >-
#   Of two stages with one name, `COPY --from` and `--target` reach the later one, or the build
#   stops. Names are compared without regard to case.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Give each stage a name of its own:
#
#       FROM golang:1.24 AS build
#       FROM debian:13-slim AS runtime
#   aliases: [CKV_DOCKER_11, AVD-DS-0012]
#   references:
#     - https://docs.docker.com/build/building/multi-stage/
package provost.docker.image.stage_names_unique

import rego.v1

deny contains finding if {
	earlier := input.resource.attributes.namesake
	finding := {
		"message": sprintf("stage %d is called %s already", [earlier, input.resource.attributes.stage]),
		"path": ["from"],
	}
}
