# METADATA
# title: Steps do not upgrade the release of the base image
# description: >-
#   `dist-upgrade` and `full-upgrade` remove and replace packages as they see fit: the result is
#   another distribution than the base image's tag says, and differs from day to day.
# custom:
#   severity: medium
#   category: patching
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Take a newer base image; for single fixes `apt-get install --only-upgrade NAME`.
#   aliases: [AVD-DS-0024, hadolint/DL3005]
#   references:
#     - https://docs.docker.com/build/building/best-practices/
package provost.docker.image.release_not_upgraded

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	some entry in dockerfile.runs(input.resource)
	some command in entry.commands
	dockerfile.manages(command, "apt-get|apt|aptitude", "dist-upgrade|full-upgrade")
	finding := {"message": "a step upgrades the release of the base image", "path": entry.path}
}
