# METADATA
# title: Expressions choose what they seem to choose
# description: >-
#   `condition && value || other` gives `other` whenever `value` is empty, zero, false or null,
#   also where the condition holds.
# custom:
#   severity: low
#   category: pipeline injection
#   resources: [pipeline]
#   params: {}
#   remediation: |-
#     Turn the choice around, so that the value in the middle is never empty:
#
#       ${{ !condition && 'other' || '' }}
#   aliases: [zizmor/unsound-ternary]
#   references:
#     - https://docs.zizmor.sh/audits/#unsound-ternary
package provost.github.actions.choices_sound

import rego.v1

import data.provost.lib.github

deny contains finding if {
	some expression in github.expressions(input.resource.pipeline)
	regex.match(`&&\s*\(?\s*(''|0|false|null|fromjson\('(false|0|null|""|\[?\]?)'\))\s*\)?\s*\|\|`, lower(expression.text))
	not constant(expression.text)
	finding := github.at(expression, sprintf("`%s` never gives its middle value", [expression.text]))
}

# A literal condition is a choice that is made already.
constant(text) if regex.match(`^\s*(true|false|null|[0-9]+|'[^']*')\s*&&`, text)
