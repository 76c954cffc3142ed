# METADATA
# title: Untrusted input is not expanded into scripts
# description: >-
#   `${{ }}` is replaced by text before the shell (or the JavaScript of actions/github-script, and
#   other inputs that run as code) sees it: an issue title, branch name or input with a quote and a
#   command in it runs with the token and secrets of the job.
# custom:
#   severity: high
#   category: pipeline injection
#   resources: [workflow, action]
#   params: {}
#   remediation: |-
#     Hand the value over as data, in the environment, and quote it there:
#
#       - env:
#           TITLE: ${{ github.event.issue.title }}
#         run: echo "$TITLE"
#
#     In actions/github-script use `process.env.TITLE` or `context.payload`.
#   aliases: [CKV_GHA_2, zizmor/template-injection]
#   references:
#     - https://securitylab.github.com/resources/github-actions-untrusted-input/
#     - https://docs.github.com/en/actions/reference/security/secure-use
package provost.github.actions.untrusted_input_not_expanded

import rego.v1

import data.provost.lib.github

# Inputs of a workflow that can only be a number or a switch.
typed_inputs contains lower(name) if {
	some trigger in input.resource.pipeline.triggers
	trigger.event in {"workflow_dispatch", "workflow_call"}
	some name, declared in trigger.filters.inputs
	declared.type in {"boolean", "number", "choice"}
}

dangerous(_, _, context) if {
	github.untrusted(context)
	not trim_prefix(context, "github.event.inputs.") in typed_inputs
}

dangerous(_, _, context) if {
	startswith(context, "inputs.")
	not trim_prefix(context, "inputs.") in typed_inputs
}

# A variable is safe in the shell; its expansion is not.
dangerous(step, job, context) if {
	startswith(context, "env.")
	github.tainted(github.variable(step, job, input.resource.pipeline, trim_prefix(context, "env.")))
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	some expression in github.code_expressions(step)
	some context in expression.flows
	dangerous(step, job, context)
	finding := github.at(expression, sprintf("%s is expanded into code", [context]))
}
