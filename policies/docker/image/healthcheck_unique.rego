# METADATA
# title: Stage has one HEALTHCHECK
# description: >-
#   Only the last HEALTHCHECK of a stage counts; an earlier one misleads whoever reads it.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Keep one HEALTHCHECK a stage, the last, and remove the others.
#   aliases: [AVD-DS-0023, hadolint/DL3012]
#   references:
#     - https://docs.docker.com/reference/dockerfile/#healthcheck
package provost.docker.image.healthcheck_unique

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	all := dockerfile.of(input.resource, "HEALTHCHECK")
	some index, entry in all
	index < count(all) - 1
	finding := {"message": "this HEALTHCHECK has no effect: another follows", "path": entry.path}
}
