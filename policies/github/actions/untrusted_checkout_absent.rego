# METADATA
# title: Privileged workflows do not check out foreign code
# description: >-
#   A workflow started by pull_request_target, workflow_run or issue_comment holds secrets and a
#   writing token. When it checks out the head of a pull request, whatever it then builds, tests or
#   installs is code of a stranger, run with these rights.
# custom:
#   severity: critical
#   category: pipeline injection
#   resources: [workflow]
#   params: {}
#   remediation: |-
#     Build the code of the fork in a workflow on `pull_request`, which has no secrets, and let the
#     privileged workflow read its result as data. Where nothing but a label or comment is written,
#     leave the checkout out.
#   aliases: []
#   references:
#     - https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/
package provost.github.actions.untrusted_checkout_absent

import rego.v1

import data.provost.lib.github

privileged if github.triggered(input.resource.pipeline, {"pull_request_target", "workflow_run", "issue_comment"})

foreign(value) if {
	regex.match(`github[.](head_ref|event[.]pull_request[.]head[.](ref|sha|repo)|event[.]workflow_run[.](head_sha|head_branch|head_commit|head_repository)|event[.]pull_request[.]merge_commit_sha)|refs/pull/[$]`, lower(value))
}

deny contains finding if {
	privileged
	some job in input.resource.pipeline.jobs
	some step in job.steps
	github.uses_action(step, {"actions/checkout"})
	some key, value in step["with"]
	lower(key) in {"ref", "repository"}
	foreign(value)
	finding := {
		"message": "checks out the code of a pull request in a workflow that holds secrets",
		"path": array.concat(step.path, ["with", key]),
	}
}

deny contains finding if {
	privileged
	some job in input.resource.pipeline.jobs
	some step in job.steps
	contains(step.run, "gh pr checkout")
	finding := {
		"message": "checks out the code of a pull request in a workflow that holds secrets",
		"path": array.concat(step.path, ["run"]),
	}
}
