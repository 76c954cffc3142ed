# METADATA
# title: Actions that install tools are told which version
# description: >-
#   These actions install whatever version of their tool is the newest, unless they are told one. A
#   new release, good or bad, then runs in the job the same day.
# custom:
#   severity: medium
#   category: supply chain integrity
#   resources: [pipeline]
#   params: {}
#   remediation: |-
#     Name the version:
#
#       - uses: aquasecurity/setup-trivy@…
#         with:
#           version: v0.68.2
#   aliases: [zizmor/unpinned-tools]
#   references:
#     - https://docs.zizmor.sh/audits/#unpinned-tools
package provost.github.actions.tools_pinned

import rego.v1

import data.provost.lib.github

versions := {
	"1password/load-secrets-action": "version",
	"aquasecurity/setup-trivy": "version",
	"extractions/setup-crate": "version",
	"extractions/setup-just": "just-version",
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	some action, name in versions
	github.uses_action(step, {action})
	not github.input_value(step, name)
	finding := {"message": sprintf("%s installs the newest version", [action]), "path": step.uses.at}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	some action, name in versions
	github.uses_action(step, {action})
	github.input_value(step, name) in {"latest", "*", ""}
	finding := {
		"message": sprintf("%s installs the newest version", [action]),
		"path": array.concat(step.path, ["with", name]),
	}
}
