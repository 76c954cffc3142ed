# METADATA
# title: apt-get needs no answer
# description: >-
#   A build has nobody to answer: `apt-get install` without `-y` stops or fails, depending on
#   what it would do.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Add `-y`.
#   aliases: [AVD-DS-0021, hadolint/DL3014]
#   references:
#     - https://docs.docker.com/build/building/best-practices/
package provost.docker.image.installs_confirmed

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	some entry in dockerfile.runs(input.resource)
	some command in entry.commands
	dockerfile.manages(command, "apt-get|apt", "install")
	not regex.match(` (-[a-zA-Z]*y[a-zA-Z]*|--yes|--assume-yes|-qq+|--force-yes|-[a-zA-Z]*q[a-zA-Z]*q[a-zA-Z]*)( |=|$)`, command)
	not contains(lower(command), "apt::get::assume-yes=")
	not contains(command, " -q=2")
	finding := {"message": "apt-get would ask for an answer", "path": entry.path}
}
