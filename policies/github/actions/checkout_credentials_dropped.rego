# METADATA
# title: checkout does not leave credentials behind
# description: >-
#   actions/checkout writes the token of the job to the disk (in `.git/config` until v5), for later
#   `git push`. Every step after it, and every artifact that takes the folder along, can read it. An
#   explicit `persist-credentials: true` is taken as intended.
# custom:
#   severity: medium
#   category: secrets in configuration
#   resources: [workflow, action]
#   params: {}
#   remediation: |-
#     Add to the step
#
#       with:
#         persist-credentials: false
#
#     and where a later step pushes, hand it the token there.
#   aliases: [zizmor/artipacked]
#   references:
#     - https://unit42.paloaltonetworks.com/github-repo-artifacts-leak-tokens/
package provost.github.actions.checkout_credentials_dropped

import rego.v1

import data.provost.lib.github

decided(step) if github.input_value(step, "persist-credentials") in {true, false, "true", "false"}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	github.uses_action(step, {"actions/checkout"})
	not decided(step)
	finding := {
		"message": "checkout leaves the token of the job on the disk",
		"path": step.uses.at,
	}
}
