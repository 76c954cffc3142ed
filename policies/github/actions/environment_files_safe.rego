# METADATA
# title: Untrusted triggers do not write GITHUB_ENV
# description: >-
#   A variable written to `$GITHUB_ENV` or a folder written to `$GITHUB_PATH` changes every later
#   step: LD_PRELOAD or a `git` of one's own is code execution. In workflows on pull_request_target
#   or workflow_run, and in actions that such workflows may call, the written text must be a
#   constant.
# custom:
#   severity: high
#   category: pipeline injection
#   resources: [workflow, action]
#   params: {}
#   remediation: |-
#     Use an output of the step (`$GITHUB_OUTPUT`) and hand it to the steps that need it, or write
#     constants only.
#   aliases: [zizmor/github-env]
#   references:
#     - https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-environment-variable
package provost.github.actions.environment_files_safe

import rego.v1

import data.provost.lib.github

exposed if github.triggered(input.resource.pipeline, {"pull_request_target", "workflow_run"})

exposed if input.resource.type == "action"

writes(line) if regex.match(`(>>?|tee( +-a| +--append)?) *["']?([$][{]?|%|[$]env:)GITHUB_(ENV|PATH)`, line)

writes(line) if regex.match(`(out-file|add-content|set-content|tee-object).*[$]env:github_(env|path)`, lower(line))

# echo of words without a variable, a command or an expression.
constant(line) if regex.match(`^[ \t]*(echo|printf)( +('[^']*'|"[^"$\x60]*"|[A-Za-z0-9_=:,./@%+-]+))* *>>? *["']?[$%]`, line)

deny contains finding if {
	exposed
	some job in input.resource.pipeline.jobs
	some step in job.steps
	bad := [line | some line in split(step.run, "\n"); writes(line); not constant(line)]
	count(bad) > 0
	finding := {
		"message": "writes text that is not constant to GITHUB_ENV or GITHUB_PATH",
		"path": array.concat(step.path, ["run"]),
	}
}
