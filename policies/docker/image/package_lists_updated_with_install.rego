# METADATA
# title: Package lists are updated in the step that installs
# description: >-
#   `RUN apt-get update` alone is cached: later builds install from lists of months ago, with
#   versions that are known to be vulnerable or gone.
# custom:
#   severity: medium
#   category: patching
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Join both in one step:
#
#       RUN apt-get update && apt-get install -y --no-install-recommends curl
#   aliases: [CKV_DOCKER_5, AVD-DS-0017]
#   references:
#     - https://docs.docker.com/build/building/best-practices/#apt-get
package provost.docker.image.package_lists_updated_with_install

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	some entry in dockerfile.runs(input.resource)
	some command in entry.commands
	dockerfile.manages(command, managers, "update|up|check-update")
	not installs(entry)
	finding := {"message": "package lists are updated in a step that installs nothing", "path": entry.path}
}

managers := "apt-get|apt|apk|yum|dnf|microdnf|zypper"

installs(entry) if {
	some command in entry.commands
	dockerfile.manages(command, managers, "install|in|add|upgrade|dist-upgrade|full-upgrade|source-install|reinstall|groupinstall|localinstall|build-dep|satisfy")
}

# Red Hat's `update` upgrades by itself, packages that are named most of all.
installs(entry) if {
	some command in entry.commands
	dockerfile.manages(command, "yum|dnf|microdnf|zypper", "update|up")
	dockerfile.has_option(command, "-y|--assumeyes")
}

# A script of its own installs what it needs.
installs(entry) if {
	some command in entry.commands
	regex.match(`(^|[ /])[A-Za-z0-9_.-]*install[A-Za-z0-9_.-]*[.](sh|py|bash)( |$)`, command)
}
