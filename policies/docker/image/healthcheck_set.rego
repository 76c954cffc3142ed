# METADATA
# title: Image has a health check
# description: >-
#   Without HEALTHCHECK a container that hangs counts as running. Kubernetes ignores it and has
#   its probes; Docker, Compose, Swarm and ECS read it. `HEALTHCHECK NONE` is a decision and
#   passes. Judged is the last stage with the one that it builds on.
# custom:
#   severity: low
#   category: availability
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Check what the image is for:
#
#       HEALTHCHECK --interval=30s CMD wget -qO- http://localhost:8080/healthz || exit 1
#   aliases: [CKV_DOCKER_2, AVD-DS-0026]
#   references:
#     - https://docs.docker.com/reference/dockerfile/#healthcheck
package provost.docker.image.healthcheck_set

import rego.v1

applicable if input.resource.attributes.final

deny contains finding if {
	applicable
	not checked
	finding := {"message": "image has no health check", "path": ["healthcheck"]}
}

checked if input.resource.attributes.healthcheck

checked if {
	some stage in input.related["dockerfile-stage"]
	stage.attributes.stage == input.resource.attributes.from.stage
	stage.attributes.healthcheck
}
