# METADATA
# title: Only allowed actions are used
# description: >-
#   An organisation that reviews the actions it runs names them: `allowed` (owners, `owner/repo`, or
#   `owner/*`) lets nothing else through, `denied` keeps single ones out. While both lists are empty
#   the rule does not apply.
# custom:
#   severity: high
#   category: supply chain integrity
#   resources: [workflow, action]
#   params:
#     allowed: []
#     denied: []
#   remediation: |-
#     Use an action from the list, or have this one reviewed and added to `allowed`.
#   aliases: [zizmor/forbidden-uses]
#   references:
#     - https://docs.github.com/en/actions/reference/security/secure-use
package provost.github.actions.uses_allowed

import rego.v1

import data.provost.lib.github

applicable if count(input.params.allowed) + count(input.params.denied) > 0

listed(uses, list) if {
	some entry in list
	trim_suffix(lower(entry), "/*") in {lower(uses.owner), lower(concat("/", [uses.owner, uses.repo])), github.action(uses)}
}

forbidden(uses) if listed(uses, input.params.denied)

forbidden(uses) if {
	count(input.params.allowed) > 0
	not listed(uses, input.params.allowed)
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	step.uses.kind == "action"
	forbidden(step.uses)
	finding := {
		"message": sprintf("%s is not an allowed action", [step.uses.raw]),
		"path": step.uses.at,
	}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	job.uses.kind == "workflow"
	forbidden(job.uses)
	finding := {
		"message": sprintf("%s is not an allowed workflow", [job.uses.raw]),
		"path": job.uses.at,
	}
}
