# METADATA
# title: Base image is pinned by digest
# description: >-
#   A tag can be moved to another image by whoever can push to the registry; a digest cannot.
#   Stages of the same file and `scratch` need none.
# custom:
#   severity: info
#   category: supply chain integrity
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Add the digest, and let a bot (Dependabot, Renovate) keep it up to date:
#
#       FROM python:3.13-slim@sha256:…
#   aliases: []
#   references:
#     - https://docs.docker.com/build/building/best-practices/#pin-base-image-versions
package provost.docker.image.base_image_digest_pinned

import rego.v1

applicable if {
	not input.resource.attributes.from.stage
	not input.resource.attributes.from.image == "scratch"
}

deny contains finding if {
	applicable
	image := input.resource.attributes.from.image
	not contains(image, "@sha256:")
	finding := {"message": sprintf("base image %s is not pinned by digest", [image]), "path": ["from", "image"]}
}
