# METADATA
# title: Maintainer is a label
# description: >-
#   MAINTAINER is deprecated; a label says the same and can be read by tools.
# custom:
#   severity: info
#   category: configuration hygiene
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Write a label:
#
#       LABEL org.opencontainers.image.authors="shop@example.org"
#   aliases: [CKV_DOCKER_6, AVD-DS-0022, hadolint/DL4000]
#   references:
#     - https://docs.docker.com/reference/dockerfile/#maintainer-deprecated
package provost.docker.image.maintainer_not_used

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	some entry in dockerfile.of(input.resource, "MAINTAINER")
	finding := {"message": "MAINTAINER is deprecated", "path": entry.path}
}
