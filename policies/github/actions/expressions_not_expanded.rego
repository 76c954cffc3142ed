# METADATA
# title: Scripts take values from the environment
# description: >-
#   An expression within a script is pasted as text before the shell runs. Outputs of steps and
#   jobs, variables, branch names and computed matrices are mostly harmless, until someone upstream
#   lets foreign text into them.
# custom:
#   severity: low
#   category: pipeline injection
#   resources: [workflow, action]
#   params: {}
#   remediation: |-
#     Set the value in `env:` of the step and use the variable, quoted, in the script.
#   aliases: [zizmor/template-injection]
#   references:
#     - https://docs.github.com/en/actions/reference/security/secure-use
package provost.github.actions.expressions_not_expanded

import rego.v1

import data.provost.lib.github

# A value without an expression is what it says.
static_env(step, job, name) if {
	value := sprintf("%v", [github.variable(step, job, input.resource.pipeline, name)])
	count(value) > 0
	not contains(value, "${{")
}

# The list that a key of the matrix runs through, and what is included beside it.
static_matrix(job, context) if {
	is_object(job.strategy.matrix)
	key := split(context, ".")[1]
	entries := [values |
		some name, values in job.strategy.matrix
		lower(name) in {key, "include"}
	]
	count(entries) > 0
	not contains(sprintf("%v", [entries]), "${{")
}

harmless(_, _, context) if github.fixed(context)

harmless(step, job, context) if static_env(step, job, trim_prefix(context, "env."))

harmless(_, job, context) if {
	startswith(context, "matrix.")
	static_matrix(job, context)
}

# What the rule on untrusted input judges.
elsewhere(_, _, context) if github.untrusted(context)

elsewhere(_, _, context) if startswith(context, "inputs.")

elsewhere(step, job, context) if github.tainted(github.variable(step, job, input.resource.pipeline, trim_prefix(context, "env.")))

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	some expression in github.code_expressions(step)
	some context in expression.flows
	not harmless(step, job, context)
	not elsewhere(step, job, context)
	finding := github.at(expression, sprintf("%s is expanded into code", [context]))
}
