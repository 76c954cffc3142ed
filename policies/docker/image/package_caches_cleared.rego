# METADATA
# title: Steps leave no package caches in the image
# description: >-
#   Package lists and downloads that a step leaves behind make the image larger, and stale lists
#   invite installs of old versions. They have to go in the step that made them; a cache mount
#   of the build never reaches the image. Only the last stage is judged.
# custom:
#   severity: info
#   category: configuration hygiene
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Clear in the same step, or mount a cache:
#
#       RUN apt-get update && apt-get install -y --no-install-recommends curl \
#        && rm -rf /var/lib/apt/lists/*
#
#       RUN dnf install -y curl && dnf clean all
#
#       RUN apk add --no-cache curl
#   aliases: [AVD-DS-0015, AVD-DS-0019, AVD-DS-0020, AVD-DS-0025, hadolint/DL3009, hadolint/DL3019, hadolint/DL3032, hadolint/DL3036, hadolint/DL3040]
#   references:
#     - https://docs.docker.com/build/building/best-practices/
package provost.docker.image.package_caches_cleared

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	input.resource.attributes.final
	some entry in dockerfile.runs(input.resource)
	not mounted(entry.path[1])
	some manager in managers
	some command in entry.commands
	dockerfile.manages(command, manager.name, manager.fills)
	not clears(entry.text, manager.clears)
	finding := {"message": sprintf("the step leaves the caches of %s behind", [split(manager.name, "|")[0]]), "path": entry.path}
}

clears(text, pattern) if regex.match(pattern, text)

managers := [
	{"name": "apt-get|apt", "fills": "update", "clears": `/var/lib/apt(/lists)?/?[* "]?|/var/lib/[*]`},
	{"name": "apk", "fills": "add|update", "clears": `--no-cache|/var/cache/apk|/var/cache/[*]|apk cache clean`},
	{"name": "yum", "fills": "install|update", "clears": `yum (-[^ ]+ )*clean (-[^ ]+ )*(all|packages)|/var/cache/(yum|dnf)`},
	{"name": "dnf|microdnf", "fills": "install|update|upgrade", "clears": `dnf (-[^ ]+ )*clean (-[^ ]+ )*all|/var/cache/(yum|dnf)`},
	{"name": "zypper", "fills": "install|in|patch|dist-upgrade|dup", "clears": `zypper (-[^ ]+ )*(clean|cc)|/var/cache/zypp`},
]

mounted(index) if contains(input.resource.attributes.instructions[index].flags.mount, "type=cache")
