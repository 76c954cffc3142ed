# METADATA
# title: Stage has one CMD
# description: >-
#   Only the last CMD of a stage counts; an earlier one misleads whoever reads it.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Keep one CMD a stage, the last, and remove the others.
#   aliases: [AVD-DS-0016, hadolint/DL4003]
#   references:
#     - https://docs.docker.com/reference/dockerfile/#cmd
package provost.docker.image.cmd_unique

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	all := dockerfile.of(input.resource, "CMD")
	some index, entry in all
	index < count(all) - 1
	finding := {"message": "this CMD has no effect: another follows", "path": entry.path}
}
