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

# The nearest `env:` that sets a variable wins; a value without an expression is what it says.
static_env(step, job, name) if {
	value := sprintf("%v", [nearest_env(step, job, name)])
	count(value) > 0
	not contains(value, "${{")
}

nearest_env(step, _, name) := value if {
	some key, value in step.env
	lower(key) == name
}

nearest_env(step, job, name) := value if {
	some key, value in job.env
	lower(key) == name
	not sets(step.env, name)
}

nearest_env(step, job, name) := value if {
	some key, value in input.resource.pipeline.env
	lower(key) == name
	not sets(step.env, name)
	not sets(job.env, name)
}

sets(env, name) if {
	some key, _ in env
	lower(key) == name
}

static_matrix(job) if {
	job.strategy.matrix
	not contains(sprintf("%v", [job.strategy.matrix]), "${{")
}

harmless(_, _, context) if github.fixed(context)

harmless(step, job, context) if static_env(step, job, trim_prefix(context, "env."))

harmless(_, job, context) if {
	startswith(context, "matrix.")
	static_matrix(job)
}

# What the rule on untrusted input judges.
elsewhere(context) if github.untrusted(context)

elsewhere(context) if startswith(context, "inputs.")

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	some expression in github.code_expressions(step)
	some context in expression.flows
	not harmless(step, job, context)
	not elsewhere(context)
	finding := github.at(expression, sprintf("%s is expanded into code", [context]))
}
