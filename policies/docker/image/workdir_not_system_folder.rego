# METADATA
# title: Working directory is no system folder
# description: >-
#   Steps that run in `/proc`, `/dev` or `/boot` write into what the kernel or the host
#   provides.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Take a folder of the application:
#
#       WORKDIR /app
#   aliases: [AVD-DS-0030]
#   references:
#     - https://docs.docker.com/reference/dockerfile/#workdir
package provost.docker.image.workdir_not_system_folder

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	some entry in dockerfile.of(input.resource, "WORKDIR")
	regex.match(`^["']?/(proc|sys|boot|dev|initrd|lost[+]found)(/|["']?$)`, entry.value)
	finding := {"message": sprintf("WORKDIR %s is a system folder", [entry.value]), "path": entry.path}
}
