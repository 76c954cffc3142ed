# METADATA
# title: pull_request_target and workflow_run are not used carelessly
# description: >-
#   Both triggers run with the secrets and the writing token of the repository on events that anyone
#   with a fork can cause. One checkout of the code of the pull request, or one artifact taken from
#   it, gives them away. A workflow whose one step is actions/labeler is known to be harmless.
# custom:
#   severity: high
#   category: pipeline injection
#   resources: [workflow]
#   params: {}
#   remediation: |-
#     Use `pull_request`, which has no secrets on forks. Where the secrets are needed, split the work:
#     build in `pull_request`, and in the privileged workflow touch neither the code nor the artifacts
#     of the fork; then waive this finding with the reason.
#   aliases: [zizmor/dangerous-triggers]
#   references:
#     - https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/
package provost.github.actions.dangerous_triggers_absent

import rego.v1

import data.provost.lib.github

labeler_only if {
	count(input.resource.pipeline.jobs) == 1
	steps := input.resource.pipeline.jobs[0].steps
	count(steps) == 1
	github.uses_action(steps[0], {"actions/labeler"})
}

deny contains finding if {
	some trigger in input.resource.pipeline.triggers
	trigger.event == "pull_request_target"
	not labeler_only
	finding := {
		"message": "pull_request_target runs with secrets on pull requests from forks",
		"path": trigger.path,
	}
}

deny contains finding if {
	some trigger in input.resource.pipeline.triggers
	trigger.event == "workflow_run"
	finding := {
		"message": "workflow_run runs with secrets after workflows that forks can start",
		"path": trigger.path,
	}
}
