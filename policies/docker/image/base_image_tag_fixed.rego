# METADATA
# title: Base image has a fixed tag
# description: >-
#   `latest`, and a name without a tag, which means the same, is another image tomorrow: builds
#   are not repeatable and pull in whatever was published last. Every stage is judged; stages of
#   the same file and `scratch` have no tag.
# custom:
#   severity: medium
#   category: supply chain integrity
#   resources: [dockerfile-stage]
#   params:
#     moving_tags: [latest]
#   remediation: |-
#     Name a version, better with its digest:
#
#       FROM python:3.13-slim@sha256:…
#   aliases: [CKV_DOCKER_7, AVD-DS-0001, hadolint/DL3006, hadolint/DL3007]
#   references:
#     - https://docs.docker.com/build/building/best-practices/#pin-base-image-versions
package provost.docker.image.base_image_tag_fixed

import rego.v1

applicable if {
	not input.resource.attributes.from.stage
	not input.resource.attributes.from.image == "scratch"
}

deny contains finding if {
	applicable
	image := input.resource.attributes.from.image
	not regex.match(`[^/]:[A-Za-z0-9_][A-Za-z0-9_.-]*$|@sha256:`, image)
	finding := {"message": sprintf("base image %s has no tag", [image]), "path": ["from", "image"]}
}

deny contains finding if {
	applicable
	image := input.resource.attributes.from.image
	some tag in input.params.moving_tags
	endswith(image, concat("", [":", tag]))
	finding := {"message": sprintf("base image %s has a tag that moves", [image]), "path": ["from", "image"]}
}
