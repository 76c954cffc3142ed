# METADATA
# title: Image sets a user
# description: >-
#   Without a USER the image runs as the user of its base image, which is root for nearly all of
#   them. A process that runs as root in its container is root on the host as soon as it breaks
#   out. Judged is the last stage, with the stages of the file that it builds on; base images
#   known to end with another user (`nonroot` in the tag, Chainguard's) pass.
# custom:
#   severity: high
#   category: workload isolation and hardening
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Make a user and switch to it after the last step that needs root:
#
#       RUN useradd --system --uid 10001 app
#       USER 10001
#   aliases: [CKV_DOCKER_3, AVD-DS-0002]
#   references:
#     - https://docs.docker.com/build/building/best-practices/
package provost.docker.image.user_set

import rego.v1

applicable if input.resource.attributes.final

deny contains finding if {
	applicable
	not input.resource.attributes.user
	not unprivileged(input.resource.attributes.from.image)
	finding := {"message": "no USER: the image runs as the user of its base image, usually root", "path": ["from"]}
}

unprivileged(image) if contains(image, "nonroot")

unprivileged(image) if startswith(image, "cgr.dev/chainguard/")

# A stage that builds on another says nothing of the base image.
unprivileged(_) if {
	some stage in input.related["dockerfile-stage"]
	stage.attributes.stage == input.resource.attributes.from.stage
	unprivileged_base(stage.attributes.from.image)
}

unprivileged_base(image) if contains(image, "nonroot")

unprivileged_base(image) if startswith(image, "cgr.dev/chainguard/")
