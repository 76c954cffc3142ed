# METADATA
# title: Expressions and uses are not obfuscated
# description: >-
#   `owner/repo/./x/../y@ref` and `${{ 'constant' }}` do nothing that plain writing does not, and
#   hide from reviewers and tools what runs.
# custom:
#   severity: low
#   category: supply chain integrity
#   resources: [workflow, action]
#   params: {}
#   remediation: |-
#     Write the path without `.` and `..`, and the constant itself.
#   aliases: [zizmor/obfuscation]
#   references:
#     - https://docs.github.com/en/actions/reference/security/secure-use
package provost.github.actions.uses_plain

import rego.v1

import data.provost.lib.github

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	step.uses.kind == "action"
	step.uses.path != ""
	some part in split(step.uses.path, "/")
	part in {"", ".", ".."}
	finding := {
		"message": sprintf("%s is not written plainly", [step.uses.raw]),
		"path": step.uses.at,
	}
}

# An expression without a context or a call is a constant.
deny contains finding if {
	some expression in github.expressions(input.resource.pipeline)
	expression["in"] != "if"
	count(expression.context) == 0
	not expression.error
	not contains(regex.replace(expression.text, `'[^']*'`, ""), "(")
	finding := github.at(expression, sprintf("expression %s is a constant", [expression.text]))
}
