# METADATA
# title: contains() is not used on joined strings
# description: >-
#   `contains('refs/heads/main refs/heads/dev', github.ref)` looks for a part of the text: a branch
#   named `refs/heads/mai`, or an empty value, passes too.
# custom:
#   severity: high
#   category: configuration hygiene
#   resources: [workflow]
#   params: {}
#   remediation: |-
#     Compare each value, `github.ref == 'refs/heads/main' || github.ref == 'refs/heads/dev'`, or look
#     in a list: `contains(fromJSON('["refs/heads/main", "refs/heads/dev"]'), github.ref)`.
#   aliases: [zizmor/unsound-contains]
#   references:
#     - https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#contains
package provost.github.actions.contains_sound

import rego.v1

unsound(condition) if {
	regex.match(`contains[(] *'[^']*' *, *(env[.][a-z0-9_-]+|inputs[.][a-z0-9_-]+|github[.](actor|base_ref|head_ref|ref|ref_name|sha|triggering_actor)) *[)]`, lower(condition))
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	unsound(job["if"])
	finding := {
		"message": sprintf("the condition of job %s looks for a part of a joined text", [job.id]),
		"path": array.concat(job.path, ["if"]),
	}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	unsound(step["if"])
	finding := {
		"message": "the condition of the step looks for a part of a joined text",
		"path": array.concat(step.path, ["if"]),
	}
}
