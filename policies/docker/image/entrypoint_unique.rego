# METADATA
# title: Stage has one ENTRYPOINT
# description: >-
#   Only the last ENTRYPOINT of a stage counts; an earlier one misleads whoever reads it.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Keep one ENTRYPOINT a stage, the last, and remove the others.
#   aliases: [AVD-DS-0007, hadolint/DL4004]
#   references:
#     - https://docs.docker.com/reference/dockerfile/#entrypoint
package provost.docker.image.entrypoint_unique

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	all := dockerfile.of(input.resource, "ENTRYPOINT")
	some index, entry in all
	index < count(all) - 1
	finding := {"message": "this ENTRYPOINT has no effect: another follows", "path": entry.path}
}
