# METADATA
# title: Image of the service has a fixed tag
# description: >-
#   `latest`, and a name without a tag, which means the same, is another image tomorrow: what
#   was tested is not what runs, and a pull can bring anything. Not judged where the service
#   builds the image itself.
# custom:
#   severity: medium
#   category: supply chain integrity
#   resources: [compose-service]
#   params:
#     moving_tags: [latest]
#   remediation: |-
#     Name a version, better with its digest:
#
#       image: nginx:1.29.1@sha256:…
#   aliases: []
#   references:
#     - https://docs.docker.com/reference/compose-file/services/
package provost.compose.service.image_tag_fixed

import rego.v1

applicable if {
	input.resource.attributes.image
	not input.resource.attributes.build
}

deny contains finding if {
	applicable
	image := input.resource.attributes.image
	not regex.match(`[^/]:[A-Za-z0-9_][A-Za-z0-9_.-]*$|@sha256:`, image)
	finding := {"message": sprintf("image %s has no tag", [image]), "path": ["image"]}
}

deny contains finding if {
	applicable
	image := input.resource.attributes.image
	some tag in input.params.moving_tags
	endswith(image, concat("", [":", tag]))
	finding := {"message": sprintf("image %s has a tag that moves", [image]), "path": ["image"]}
}
