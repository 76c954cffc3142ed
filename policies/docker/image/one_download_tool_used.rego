# METADATA
# title: Steps use curl or wget, not both
# description: >-
#   Two tools for the same task are two sets of packages to keep free of vulnerabilities.
# custom:
#   severity: info
#   category: configuration hygiene
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Choose one of the two for all steps.
#   aliases: [AVD-DS-0014, hadolint/DL4001]
#   references:
#     - https://docs.docker.com/build/building/best-practices/
package provost.docker.image.one_download_tool_used

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	uses("curl")
	some entry in dockerfile.runs(input.resource)
	some command in entry.commands
	dockerfile.calls(command, "wget")
	finding := {"message": "the stage downloads by wget here and by curl elsewhere", "path": entry.path}
}

uses(program) if {
	some entry in dockerfile.runs(input.resource)
	some command in entry.commands
	dockerfile.calls(command, program)
}
