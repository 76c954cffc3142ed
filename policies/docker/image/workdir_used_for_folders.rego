# METADATA
# title: Steps change folders by WORKDIR
# description: >-
#   A `cd` lasts for its step only; steps full of them are hard to read, and one that forgets
#   runs in the wrong folder. WORKDIR is made for it.
# custom:
#   severity: info
#   category: configuration hygiene
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Set the folder before the step:
#
#       WORKDIR /src
#       RUN make install
#   aliases: [AVD-DS-0013, hadolint/DL3003]
#   references:
#     - https://docs.docker.com/build/building/best-practices/
package provost.docker.image.workdir_used_for_folders

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	some entry in dockerfile.runs(input.resource)
	some command in entry.commands
	regex.match(`^cd `, command)
	finding := {"message": "a step changes the folder by cd", "path": entry.path}
}
