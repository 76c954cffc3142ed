# METADATA
# title: Secrets are bound to an environment
# description: >-
#   A secret of the repository is open to every job of every branch. A secret of an environment is
#   given only to jobs that name it, on the branches and after the reviews that it asks for.
#   Reusable workflows are not judged.
# custom:
#   severity: medium
#   category: secrets in configuration
#   resources: [workflow]
#   params:
#     allowed: []
#   remediation: |-
#     Make an environment, move the secret into it, and name it in the job: `environment: production`.
#     Secrets that every job may read go into `allowed`.
#   aliases: [zizmor/secrets-outside-env]
#   references:
#     - https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
package provost.github.actions.secrets_in_environment

import rego.v1

import data.provost.lib.github

applicable if not github.triggered(input.resource.pipeline, {"workflow_call"})

named(context) if {
	regex.match(`^secrets[.]`, context)
	not context in {"secrets.github_token", "secrets.*"}
	not trim_prefix(context, "secrets.") in {lower(name) | some name in input.params.allowed}
}

used(job) := array.concat(
	[expression | some expression in job.expressions],
	[expression | some step in job.steps; some expression in step.expressions],
)

deny contains finding if {
	applicable
	some job in input.resource.pipeline.jobs
	not job.environment
	not job.uses
	some expression in used(job)
	some context in expression.context
	named(context)
	finding := github.at(expression, sprintf("%s is used outside an environment", [context]))
}
