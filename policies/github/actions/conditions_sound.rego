# METADATA
# title: "if: conditions are not always true"
# description: >-
#   When anything stands outside the `${{ }}` of an `if:`, a line break of a block scalar included,
#   GitHub joins the parts to a text, and a text that is not empty is true: the step always runs.
# custom:
#   severity: high
#   category: configuration hygiene
#   resources: [workflow, action]
#   params: {}
#   remediation: |-
#     Leave `${{ }}` out: an `if:` is an expression as it stands. In a block write `if: |-` or `>-`,
#     which keep no line break at the end.
#   aliases: [zizmor/unsound-condition]
#   references:
#     - https://github.com/actions/runner/issues/1173
package provost.github.actions.conditions_sound

import rego.v1

always_true(condition) if {
	contains(condition, "${{")
	contains(condition, "}}")
	not fenced(condition)
}

# Nothing before, nothing behind, and one fence only.
fenced(condition) if {
	startswith(condition, "${{")
	endswith(condition, "}}")
	count(split(condition, "${{")) == 2
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	always_true(job["if"])
	finding := {
		"message": sprintf("the condition of job %s is always true", [job.id]),
		"path": array.concat(job.path, ["if"]),
	}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	always_true(step["if"])
	finding := {
		"message": "the condition of the step is always true",
		"path": array.concat(step.path, ["if"]),
	}
}
