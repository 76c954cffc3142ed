# METADATA
# title: Package managers verify what they install
# description: >-
#   Options such as `--allow-untrusted`, `--allow-unauthenticated`, `--force-yes` or
#   `--nogpgcheck` install packages whose signature is missing or wrong: a mirror, or anybody on
#   the way, decides what is in the image.
# custom:
#   severity: high
#   category: supply chain integrity
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Add the key of the repository and remove the option.
#   aliases: [CKV2_DOCKER_7, CKV2_DOCKER_8, CKV2_DOCKER_9, CKV2_DOCKER_10, CKV2_DOCKER_11]
#   references:
#     - https://docs.docker.com/build/building/best-practices/
package provost.docker.image.packages_verified

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	some entry in dockerfile.runs(input.resource)
	some command in entry.commands
	some manager in managers
	dockerfile.calls(command, manager.program)
	dockerfile.has_option(command, manager.option)
	finding := {"message": sprintf("%s installs without verifying signatures", [split(manager.program, "|")[0]]), "path": entry.path}
}

managers := [
	{"program": "apk", "option": "--allow-untrusted"},
	{"program": "apt-get|apt|aptitude", "option": "--allow-unauthenticated|--force-yes|--allow-insecure-repositories"},
	{"program": "yum|dnf|microdnf|tdnf", "option": "--nogpgcheck|--no-gpgchecks|--setopt=gpgcheck=(0|false)"},
	{"program": "rpm", "option": "--nodigest|--nosignature|--noverify|--nofiledigest"},
	{"program": "zypper", "option": "--no-gpg-checks|--allow-unsigned-rpm"},
]
