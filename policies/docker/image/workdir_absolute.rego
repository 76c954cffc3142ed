# METADATA
# title: Working directory is an absolute path
# description: >-
#   A relative WORKDIR depends on the one before it, also in the base image, and moves when that
#   changes.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Write the whole path:
#
#       WORKDIR /app
#   aliases: [CKV_DOCKER_10, AVD-DS-0009, hadolint/DL3000]
#   references:
#     - https://docs.docker.com/reference/dockerfile/#workdir
package provost.docker.image.workdir_absolute

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	some entry in dockerfile.of(input.resource, "WORKDIR")
	not regex.match(`^["']?(/|[A-Za-z]:|[$%]|\\\\)`, entry.value)
	finding := {"message": sprintf("WORKDIR %s is relative", [entry.value]), "path": entry.path}
}
