# METADATA
# title: Unsecure workflow commands stay off
# description: >-
#   `ACTIONS_ALLOW_UNSECURE_COMMANDS` brings back `::set-env::` and `::add-path::`: any line that a
#   step prints, from a test or a pull request title, can then set variables of the steps after it.
# custom:
#   severity: high
#   category: pipeline injection
#   resources: [workflow, action]
#   params: {}
#   remediation: |-
#     Remove the variable, and write to the files `$GITHUB_ENV`, `$GITHUB_PATH` and `$GITHUB_OUTPUT`
#     in place of the commands.
#   aliases: [CKV_GHA_1, zizmor/insecure-commands]
#   references:
#     - https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/
package provost.github.actions.insecure_commands_off

import rego.v1

on(value) if value == true

on(value) if {
	is_string(value)
	lower(value) == "true"
}

deny contains finding if {
	on(input.resource.pipeline.env.ACTIONS_ALLOW_UNSECURE_COMMANDS)
	finding := {
		"message": "unsecure workflow commands are allowed in every job",
		"path": ["env", "ACTIONS_ALLOW_UNSECURE_COMMANDS"],
	}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	on(job.env.ACTIONS_ALLOW_UNSECURE_COMMANDS)
	finding := {
		"message": sprintf("unsecure workflow commands are allowed in job %s", [job.id]),
		"path": array.concat(job.path, ["env", "ACTIONS_ALLOW_UNSECURE_COMMANDS"]),
	}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	on(step.env.ACTIONS_ALLOW_UNSECURE_COMMANDS)
	finding := {
		"message": "unsecure workflow commands are allowed in the step",
		"path": array.concat(step.path, ["env", "ACTIONS_ALLOW_UNSECURE_COMMANDS"]),
	}
}
