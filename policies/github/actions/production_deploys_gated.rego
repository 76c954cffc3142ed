# METADATA
# title: Production deploys run in a protected environment
# description: >-
#   An environment holds the rules for a deployment: who approves it, from which branches, with
#   which secrets. A job that deploys to production without one goes out on every push.
# custom:
#   severity: medium
#   category: change control
#   resources: [workflow]
#   params:
#     production_environments: ["production", "prod", "prd", "live"]
#   remediation: |-
#     Make the environment in the settings of the repository, with required reviewers and a branch
#     rule, and name it in the job: `environment: production`.
#   aliases: []
#   references:
#     - https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/control-deployments
package provost.github.actions.production_deploys_gated

import rego.v1

production(text) if {
	some word in input.params.production_environments
	regex.match(sprintf(`(^|[^a-z])%s($|[^a-z])`, [lower(word)]), lower(text))
}

deploys(job) if {
	some text in [job.id, job.name]
	regex.match(`deploy|release|rollout`, lower(text))
	production(text)
}

deploys(job) if {
	some step in job.steps
	regex.match(`terraform .*apply .*-auto-approve|terraform .*-auto-approve .*apply`, step.run)
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	not job.uses
	not job.environment
	deploys(job)
	finding := {
		"message": sprintf("job %s deploys outside an environment", [job.id]),
		"path": array.concat(job.path, ["environment"]),
	}
}
