# METADATA
# title: Actions are not taken from a branch
# description: >-
#   A step that uses an action `@master` or `@main` runs whatever was pushed there last: no release,
#   no review, no way to say what ran yesterday.
# custom:
#   severity: high
#   category: supply chain integrity
#   resources: [workflow, action]
#   params:
#     branches: ["main", "master", "develop", "development", "dev", "trunk", "head", "next", "edge", "nightly", "refs/heads/main", "refs/heads/master"]
#   remediation: |-
#     Name a release, pinned to the hash of its commit.
#   aliases: []
#   references:
#     - https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions
package provost.github.actions.uses_not_on_branch

import rego.v1

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	moving(step.uses)
	finding := {
		"message": sprintf("%s follows a branch", [step.uses.raw]),
		"path": step.uses.at,
	}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	moving(job.uses)
	finding := {
		"message": sprintf("%s follows a branch", [job.uses.raw]),
		"path": job.uses.at,
	}
}

moving(uses) if {
	uses.kind in {"action", "workflow"}
	lower(uses.ref) in input.params.branches
}
