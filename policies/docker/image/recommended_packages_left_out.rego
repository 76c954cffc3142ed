# METADATA
# title: apt-get installs no recommended packages
# description: >-
#   Without `--no-install-recommends` apt-get brings packages that nobody asked for, each with
#   its own vulnerabilities. Images whose apt configuration says it are not seen through.
# custom:
#   severity: low
#   category: patching
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Add the option:
#
#       RUN apt-get update && apt-get install -y --no-install-recommends curl
#   aliases: [AVD-DS-0029, hadolint/DL3015]
#   references:
#     - https://docs.docker.com/build/building/best-practices/
package provost.docker.image.recommended_packages_left_out

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	some entry in dockerfile.runs(input.resource)
	some command in entry.commands
	dockerfile.manages(command, "apt-get|apt", "install")
	not contains(command, "--no-install-recommends")
	not contains(lower(command), "apt::install-recommends=")
	finding := {"message": "apt-get installs recommended packages too", "path": entry.path}
}
