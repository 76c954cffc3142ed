# METADATA
# title: Actions are pinned to a commit hash
# description: >-
#   A tag or branch of an action can be moved to other code by whoever controls its repository, and
#   every workflow that uses it runs that code with its secrets. Only a full commit hash cannot
#   move. Local actions (`./…`) belong to the commit of the workflow. `ref_pin_allowed` names owners
#   (`actions`) or repositories whose tags are trusted.
# custom:
#   severity: high
#   category: supply chain integrity
#   resources: [workflow, action]
#   params:
#     ref_pin_allowed: []
#   remediation: |-
#     Replace the tag by the full hash of its commit and keep the tag as a comment, which Dependabot
#     and Renovate update together:
#
#       - uses: actions/checkout@8f4b7f84864484a7bf31766abe9204da3cbe65b3 # v4.2.2
#
#     `gh api repos/actions/checkout/commits/v4 --jq .sha` prints the hash.
#   aliases: [zizmor/unpinned-uses]
#   references:
#     - https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions
package provost.github.actions.uses_pinned

import rego.v1

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	loose(step.uses)
	finding := {
		"message": sprintf("%s is not pinned to a commit hash", [step.uses.raw]),
		"path": step.uses.at,
	}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	loose(job.uses)
	finding := {
		"message": sprintf("%s is not pinned to a commit hash", [job.uses.raw]),
		"path": job.uses.at,
	}
}

loose(uses) if {
	uses.kind in {"action", "workflow"}
	not uses.pinned
	not trusted(uses)
}

trusted(uses) if {
	uses.ref != ""
	some name in input.params.ref_pin_allowed
	lower(name) in {lower(uses.owner), lower(concat("/", [uses.owner, uses.repo]))}
}
